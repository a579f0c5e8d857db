import type { ChoiceField, ImageField } from '../../../shared/model';
import { aspectRatio, outputFormat, outputQuality } from './common';

/** Shape alone: the pixels depend on `output_megapixels`. */
export const kleinAspectRatio = {
	...aspectRatio,
	help: 'Shape of the image; its size is set by Megapixels under Image Options',
	choices: [
		...aspectRatio.choices.map(({ value, label }) => ({
			value,
			label: label.replace(/ \(.*/, ''),
		})),
		{ value: 'match_input_image', label: 'Same as the First Input Image' },
	],
} as const satisfies ChoiceField;

export const inputImages = {
	kind: 'image',
	name: 'images',
	label: 'Input Images',
	help: 'Images to edit or to take parts from, up to 5: URLs or names of binary fields of the item, one a line or separated by a comma and a space',
	placeholder: 'e.g. data, data_1',
	many: { max: 5 },
} as const satisfies ImageField;

export const outputMegapixels = {
	kind: 'choice',
	name: 'output_megapixels',
	label: 'Megapixels',
	help: 'Size of the image; larger ones cost more',
	choices: ['0.25', '0.5', '1', '2', '4'].map((value) => ({
		value,
		label: `${value} Megapixel${Number(value) > 1 ? 's' : ''}`,
	})),
	default: '1',
} as const satisfies ChoiceField;

export const kleinFormat = { ...outputFormat, default: 'jpg' } as const;
export const kleinQuality = { ...outputQuality, default: 95 } as const;
