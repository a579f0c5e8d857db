import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { baseModel, mask, ownModel } from './fields/fineTune';
import { bakedStrength, extraLora, replicateWeights, triggerWords } from './fields/lora';

export const fineTune = defineModel({
	id: 'fineTune',
	name: 'My Fine-Tune',
	summary: 'A model you trained at Replicate with one of its FLUX trainers',
	docs: 'https://replicate.com/ostris/flux-dev-lora-trainer/train',
	seconds: 5,
	family: 'flux1',
	fields: [
		common.prompt,
		ownModel,
		triggerWords,
		common.aspectRatioOrCustom,
		common.width,
		common.height,
		common.numOutputs,
		common.startImage,
		mask,
		common.promptStrength,
		baseModel,
		common.steps(50, 28),
		common.guidance('guidance_scale', 3),
		bakedStrength,
		replicateWeights,
		extraLora,
		common.goFast(false),
		common.megapixels,
		...common.output,
	],
});
