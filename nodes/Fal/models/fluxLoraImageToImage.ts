import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { safetyChecker, syncMode } from './fields/free';

export const fluxLoraImageToImage = defineModel({
	id: 'fal-ai/flux-lora/image-to-image',
	endpoint: 'fal-ai/flux-lora/image-to-image',
	name: 'FLUX Dev LoRA, From an Image',
	summary: 'Changes a start image, with any number of LoRAs of FLUX.1 dev, about 5 seconds',
	docs: 'https://fal.ai/models/fal-ai/flux-lora/image-to-image',
	seconds: 5,
	family: 'flux1',
	fields: [
		common.prompt,
		common.imageUrl,
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
