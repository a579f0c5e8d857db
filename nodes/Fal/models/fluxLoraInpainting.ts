import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { safetyChecker, syncMode } from './fields/free';

export const fluxLoraInpainting = defineModel({
	id: 'fal-ai/flux-lora/inpainting',
	endpoint: 'fal-ai/flux-lora/inpainting',
	name: 'FLUX Dev LoRA, Inpainting',
	summary: 'Paints a masked part of an image anew, with any number of LoRAs, about 5 seconds',
	docs: 'https://fal.ai/models/fal-ai/flux-lora/inpainting',
	seconds: 5,
	family: 'flux1',
	fields: [
		common.prompt,
		common.imageUrl,
		common.maskUrl,
		common.loras(),
		common.sizeOfImage,
		common.numImages,
		common.strength,
		common.steps(28),
		common.guidance(3.5, { min: 0, max: 35 }),
		common.acceleration('none'),
		common.outputFormat,
		common.seed,
		safetyChecker,
		syncMode,
	],
});
