import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxDevLoraUltraFast = defineModel({
	id: 'wavespeed-ai/flux-dev-lora-ultra-fast',
	endpoint: 'wavespeed-ai/flux-dev-lora-ultra-fast',
	name: 'FLUX Dev LoRA, Ultra Fast',
	summary: 'Cheap and fast with up to three LoRAs of FLUX.1 dev, about 3 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-dev-lora-ultra-fast',
	seconds: 3,
	family: 'flux1',
	fields: [
		common.prompt,
		common.loras,
		common.size,
		common.numImages,
		common.image,
		common.maskImage,
		common.strength(0.01),
		common.steps,
		common.guidance(3.5),
		common.seed,
		common.outputFormat,
		common.base64Output,
	],
});
