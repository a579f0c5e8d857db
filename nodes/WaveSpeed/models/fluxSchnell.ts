import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxSchnell = defineModel({
	id: 'wavespeed-ai/flux-schnell',
	endpoint: 'wavespeed-ai/flux-schnell',
	name: 'FLUX Schnell',
	summary: 'Fast and cheap without a LoRA, about 1 second',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-schnell',
	seconds: 1,
	fields: [
		common.prompt,
		common.size,
		common.numImages,
		common.image,
		common.maskImage,
		common.strength(0),
		common.seed,
		common.outputFormat,
		common.base64Output,
	],
});
