import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { safetyChecker, syncMode } from './fields/free';

export const fluxSchnell = defineModel({
	id: 'fal-ai/flux/schnell',
	endpoint: 'fal-ai/flux/schnell',
	name: 'FLUX Schnell',
	summary: 'Fast and cheap without a LoRA, about 1 second',
	docs: 'https://fal.ai/models/fal-ai/flux/schnell',
	seconds: 1,
	fields: [
		common.prompt,
		common.imageSize,
		common.numImages,
		common.steps(4, 12),
		common.guidance(3.5, {}),
		common.acceleration('none', 'high'),
		common.outputFormat,
		common.seed,
		safetyChecker,
		syncMode,
	],
});
