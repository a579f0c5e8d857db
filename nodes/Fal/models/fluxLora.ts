import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { safetyChecker, syncMode } from './fields/free';

export const fluxLora = defineModel({
	id: 'fal-ai/flux-lora',
	endpoint: 'fal-ai/flux-lora',
	name: 'FLUX Dev LoRA',
	summary: 'Best quality with any number of LoRAs of FLUX.1 dev, about 5 seconds',
	docs: 'https://fal.ai/models/fal-ai/flux-lora',
	seconds: 5,
	family: 'flux1',
	fields: [
		common.prompt,
		common.loras(),
		common.imageSize,
		common.numImages,
		common.steps(28),
		common.guidance(3.5, { min: 0, max: 35 }),
		common.acceleration('none'),
		common.outputFormat,
		common.seed,
		safetyChecker,
		syncMode,
	],
});
