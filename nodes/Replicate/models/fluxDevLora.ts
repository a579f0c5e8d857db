import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { extraLora, lora } from './fields/lora';

export const fluxDevLora = defineModel({
	id: 'black-forest-labs/flux-dev-lora',
	endpoint: 'black-forest-labs/flux-dev-lora',
	name: 'FLUX Dev LoRA',
	summary: 'Best quality with one or two LoRAs of FLUX.1 dev, about 4 seconds',
	docs: 'https://replicate.com/black-forest-labs/flux-dev-lora',
	seconds: 4,
	family: 'flux1',
	tokens: { hf_api_token: 'huggingFaceToken', civitai_api_token: 'civitaiToken' },
	fields: [
		common.prompt,
		lora,
		common.aspectRatio,
		common.numOutputs,
		common.startImage,
		common.promptStrength,
		common.steps(50, 28),
		common.guidance('guidance', 3),
		common.goFast(true),
		common.megapixels,
		extraLora,
		...common.output,
	],
});
