import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { lora } from './fields/lora';

export const fluxSchnellLora = defineModel({
	id: 'black-forest-labs/flux-schnell-lora',
	endpoint: 'black-forest-labs/flux-schnell-lora',
	name: 'FLUX Schnell LoRA',
	summary: 'Fast and cheap with one LoRA, about 1 second',
	docs: 'https://replicate.com/black-forest-labs/flux-schnell-lora',
	seconds: 1,
	family: 'flux1',
	fields: [
		common.prompt,
		lora,
		common.aspectRatio,
		common.numOutputs,
		common.steps(4, 4),
		common.goFast(true),
		common.megapixels,
		...common.output,
	],
});
