import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxDevLora = defineModel({
	id: 'wavespeed-ai/flux-dev-lora',
	endpoint: 'wavespeed-ai/flux-dev-lora',
	name: 'FLUX Dev LoRA',
	summary: 'Best quality with up to three LoRAs of FLUX.1 dev, about 6 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-dev-lora',
	seconds: 6,
	family: 'flux1',
	fields: [
		common.prompt,
		common.loras,
		common.size,
		common.numImages,
		common.image,
		common.maskImage,
		common.strength(0),
		common.steps,
		common.guidance(3.5),
		common.seed,
		common.outputFormat,
		common.base64Output,
	],
});
