import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxDev = defineModel({
	id: 'wavespeed-ai/flux-dev',
	endpoint: 'wavespeed-ai/flux-dev',
	name: 'FLUX Dev',
	summary: 'Best quality without a LoRA, about 5 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-dev',
	seconds: 5,
	fields: [
		common.prompt,
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
		common.safetyChecker,
	],
});
