import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxKontextDevLora = defineModel({
	id: 'wavespeed-ai/flux-kontext-dev-lora',
	endpoint: 'wavespeed-ai/flux-kontext-dev-lora',
	name: 'FLUX Kontext Dev LoRA',
	summary: 'Edits an image by a prompt, with up to three LoRAs of FLUX.1 Kontext, about 8 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-kontext-dev-lora',
	seconds: 8,
	family: 'kontext',
	fields: [
		common.prompt,
		common.loras,
		common.sizeOfImage,
		common.numImages,
		common.image,
		common.steps,
		common.guidance(2.5),
		common.seed,
		common.outputFormat,
		common.base64Output,
	],
});
