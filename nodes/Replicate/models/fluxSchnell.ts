import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxSchnell = defineModel({
	id: 'black-forest-labs/flux-schnell',
	endpoint: 'black-forest-labs/flux-schnell',
	name: 'FLUX Schnell',
	summary: 'Fast and cheap without a LoRA, about 1 second',
	docs: 'https://replicate.com/black-forest-labs/flux-schnell',
	seconds: 1,
	fields: [
		common.prompt,
		common.aspectRatio,
		common.numOutputs,
		common.steps(4, 4),
		common.goFast(true),
		common.megapixels,
		...common.output,
	],
});
