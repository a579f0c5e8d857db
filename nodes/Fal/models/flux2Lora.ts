import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { promptExpansion, safetyChecker, syncMode } from './fields/free';

export const flux2Lora = defineModel({
	id: 'fal-ai/flux-2/lora',
	endpoint: 'fal-ai/flux-2/lora',
	name: 'FLUX.2 Dev LoRA',
	summary: 'Newer and better at text and detail, up to three LoRAs of FLUX.2 dev, about 8 seconds',
	docs: 'https://fal.ai/models/fal-ai/flux-2/lora',
	seconds: 8,
	family: 'flux2',
	fields: [
		common.prompt,
		common.loras(3),
		common.imageSize2,
		common.numImages,
		common.steps(28, 50, 4),
		common.guidance(2.5, { min: 0, max: 20 }),
		common.acceleration('regular', 'high'),
		common.outputFormat2,
		promptExpansion,
		common.seed,
		safetyChecker,
		syncMode,
	],
});
