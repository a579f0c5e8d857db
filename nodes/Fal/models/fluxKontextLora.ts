import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { resolutionMode, safetyChecker, syncMode } from './fields/free';

export const fluxKontextLora = defineModel({
	id: 'fal-ai/flux-kontext-lora',
	endpoint: 'fal-ai/flux-kontext-lora',
	name: 'FLUX Kontext Dev LoRA',
	summary:
		'Edits an image by a prompt, with any number of LoRAs of FLUX.1 Kontext, about 8 seconds',
	docs: 'https://fal.ai/models/fal-ai/flux-kontext-lora',
	seconds: 8,
	family: 'kontext',
	fields: [
		common.prompt,
		common.imageUrl,
		common.loras(),
		resolutionMode,
		common.numImages,
		common.steps(30),
		common.guidance(2.5, {}),
		common.acceleration('none', 'high'),
		{ ...common.outputFormat, default: 'png' },
		common.seed,
		safetyChecker,
		syncMode,
	],
});
