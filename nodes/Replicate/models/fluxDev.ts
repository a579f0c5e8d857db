import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxDev = defineModel({
	id: 'black-forest-labs/flux-dev',
	endpoint: 'black-forest-labs/flux-dev',
	name: 'FLUX Dev',
	summary: 'Best quality without a LoRA, about 4 seconds',
	docs: 'https://replicate.com/black-forest-labs/flux-dev',
	seconds: 4,
	fields: [
		common.prompt,
		common.aspectRatio,
		common.numOutputs,
		common.startImage,
		common.promptStrength,
		common.steps(50, 28),
		common.guidance('guidance', 3),
		common.goFast(true),
		common.megapixels,
		...common.output,
	],
});
