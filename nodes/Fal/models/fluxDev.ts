import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { safetyChecker, syncMode } from './fields/free';

export const fluxDev = defineModel({
	id: 'fal-ai/flux/dev',
	endpoint: 'fal-ai/flux/dev',
	name: 'FLUX Dev',
	summary: 'Best quality without a LoRA, about 4 seconds',
	docs: 'https://fal.ai/models/fal-ai/flux/dev',
	seconds: 4,
	fields: [
		common.prompt,
		common.imageSize,
		common.numImages,
		common.steps(28),
		common.guidance(3.5, { min: 1, max: 20 }),
		common.acceleration('none', 'high'),
		common.outputFormat,
		common.seed,
		safetyChecker,
		syncMode,
	],
});
