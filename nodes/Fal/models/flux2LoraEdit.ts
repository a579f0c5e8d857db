import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { promptExpansion, safetyChecker, syncMode } from './fields/free';

export const flux2LoraEdit = defineModel({
	id: 'fal-ai/flux-2/lora/edit',
	endpoint: 'fal-ai/flux-2/lora/edit',
	name: 'FLUX.2 Dev LoRA, Edit',
	summary:
		'Edits up to three images by a prompt, with up to three LoRAs of FLUX.2 dev, about 10 seconds',
	docs: 'https://fal.ai/models/fal-ai/flux-2/lora/edit',
	seconds: 10,
	family: 'flux2',
	fields: [
		common.prompt,
		common.imageUrls,
		common.loras(3),
		common.sizeOfImage2,
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
