import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { safetyChecker, syncMode } from './fields/free';

export const fluxKreaLora = defineModel({
	id: 'fal-ai/flux-krea-lora',
	endpoint: 'fal-ai/flux-krea-lora',
	name: 'FLUX Krea LoRA',
	summary: 'Photographic look, with any number of LoRAs of FLUX.1 Krea, about 5 seconds',
	docs: 'https://fal.ai/models/fal-ai/flux-krea-lora',
	seconds: 5,
	family: 'krea',
	fields: [
		common.prompt,
		common.loras(),
		common.imageSize,
		common.numImages,
		common.steps(28),
		common.guidance(3.5, {}),
		common.acceleration('none'),
		common.outputFormat,
		common.seed,
		safetyChecker,
		syncMode,
	],
});
