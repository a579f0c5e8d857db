import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { lora } from './fields/lora';

/** The image is under a name of its own, and so is the strength (models.md 1.2). */
export const fluxKontextDevLora = defineModel({
	id: 'black-forest-labs/flux-kontext-dev-lora',
	endpoint: 'black-forest-labs/flux-kontext-dev-lora',
	name: 'FLUX Kontext Dev LoRA',
	summary: 'Edits an image by a prompt, with a LoRA of FLUX.1 Kontext, about 8 seconds',
	docs: 'https://replicate.com/black-forest-labs/flux-kontext-dev-lora',
	seconds: 8,
	family: 'kontext',
	fields: [
		common.prompt,
		{ ...common.startImage, name: 'input_image', required: true, level: 'first' },
		{ ...lora, wire: { shape: 'single', scale: 'lora_strength' }, strength: { default: 1 } },
		{
			...common.aspectRatio,
			help: 'Shape of the image',
			choices: [
				{ value: 'match_input_image', label: 'Same as the Start Image' },
				...common.aspectRatio.choices,
			],
			default: 'match_input_image',
		},
		{
			...common.steps(50, 30),
			min: 4,
			help: 'From 4 to 50. More steps take longer and bring more detail.',
		},
		common.guidance('guidance', 2.5),
		common.goFast(true),
		...common.output,
	],
});
