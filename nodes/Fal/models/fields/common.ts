import type { Choice, ChoiceField, DecimalField, ImageField } from '../../../shared/model';
import type { IntegerField, LorasField, SeedField } from '../../../shared/model';
import type { SizeField, TextField } from '../../../shared/model';

export const prompt = {
	kind: 'text',
	role: 'prompt',
	name: 'prompt',
	label: 'Prompt',
	help: 'What the image shows. Trigger words of a LoRA are put before it when it does not hold them.',
	placeholder: 'e.g. a lighthouse on a cliff at dawn, soft mist, watercolour',
	rows: 4,
	required: true,
	level: 'first',
} as const satisfies TextField;

/** `max` where the schema says `maxItems` (models.md 1.1); the others merge any number. */
export const loras = (max?: number) =>
	({
		kind: 'loras',
		name: 'loras',
		label: 'LoRAs',
		help: max === undefined ? 'Several are merged' : `Up to ${max}`,
		wire: { shape: 'list', max },
		strength: { min: 0, max: 4, default: 1 },
		spelling: 'repo',
		level: 'first',
	}) as const satisfies LorasField;

const sizes: readonly Choice[] = [
	{ value: 'square_hd', label: '1:1 Square HD (1024 × 1024)' },
	{ value: 'square', label: '1:1 Square, Small (512 × 512)' },
	{ value: 'portrait_4_3', label: '3:4 Portrait (768 × 1024)' },
	{ value: 'portrait_16_9', label: '9:16 Story (576 × 1024)' },
	{ value: 'landscape_4_3', label: '4:3 Landscape (1024 × 768)' },
	{ value: 'landscape_16_9', label: '16:9 Wide (1024 × 576)' },
];

export const imageSize = {
	kind: 'size',
	name: 'image_size',
	label: 'Image Size',
	help: 'Shape and pixels of the image',
	wire: 'object',
	choices: sizes,
	default: 'landscape_4_3',
	min: 1,
	max: 14142,
	level: 'first',
} as const satisfies SizeField;

/** FLUX.2 takes 512 to 2048 pixels a side (models.md 1.1). */
export const imageSize2 = { ...imageSize, min: 512, max: 2048 } as const satisfies SizeField;

const sameSize = { value: '', label: 'Same as the Start Image' };

export const sizeOfImage = {
	...imageSize,
	choices: [...sizes, sameSize],
	default: '',
} as const satisfies SizeField;

export const sizeOfImage2 = {
	...imageSize2,
	choices: [...sizes, sameSize],
	default: '',
} as const satisfies SizeField;

export const numImages = {
	kind: 'integer',
	role: 'count',
	name: 'num_images',
	label: 'Number of Images',
	help: 'How many variations of the prompt to make. Each image is charged.',
	min: 1,
	max: 4,
	default: 1,
	level: 'first',
} as const satisfies IntegerField;

export const imageUrl = {
	kind: 'image',
	name: 'image_url',
	label: 'Start Image',
	help: 'Image to start from: a URL, or the name of a binary field of the item',
	placeholder: 'e.g. data',
	required: true,
	level: 'first',
} as const satisfies ImageField;

export const maskUrl = {
	kind: 'image',
	name: 'mask_url',
	label: 'Mask',
	help: 'White where the image is painted anew, black where it stays: a URL, or the name of a binary field of the item',
	placeholder: 'e.g. mask',
	required: true,
	level: 'first',
} as const satisfies ImageField;

/** More than three are ignored by fal (models.md 1.1), so they are refused here. */
export const imageUrls = {
	kind: 'image',
	name: 'image_urls',
	label: 'Input Images',
	help: 'Images to edit or to take parts from, up to 3: URLs or names of binary fields of the item, one a line or separated by a comma and a space',
	placeholder: 'e.g. data, data_1',
	many: { max: 3 },
	required: true,
	level: 'first',
} as const satisfies ImageField;

export const strength = {
	kind: 'decimal',
	name: 'strength',
	label: 'How Much Changes',
	help: 'From 0.01, hardly anything, to 1, nothing is left of the start image',
	min: 0.01,
	max: 1,
	default: 0.85,
} as const satisfies DecimalField;

export const steps = (usual: number, max = 50, min = 1) =>
	({
		kind: 'integer',
		name: 'num_inference_steps',
		label: 'Steps',
		help: `From ${min} to ${max}. More steps take longer and bring more detail.`,
		min,
		max,
		default: usual,
	}) as const satisfies IntegerField;

export const guidance = (usual: number, range: { readonly min?: number; readonly max?: number }) =>
	({
		kind: 'decimal',
		name: 'guidance_scale',
		label: 'Guidance',
		help: 'Lower values look more like a photo, higher ones follow the prompt closer',
		...range,
		default: usual,
	}) as const satisfies DecimalField;

export const seed = {
	kind: 'seed',
	name: 'seed',
	label: 'Seed',
	help: 'Empty means random, and the row tells which it was. The same seed with the same inputs gives the same image.',
} as const satisfies SeedField;

export const acceleration = (usual: 'none' | 'regular', fastest: 'regular' | 'high' = 'regular') =>
	({
		kind: 'choice',
		name: 'acceleration',
		label: 'Acceleration',
		help: 'Faster, with slightly less detail',
		choices: [
			{ value: 'none', label: 'None' },
			{ value: 'regular', label: 'Regular' },
			...(fastest === 'high' ? [{ value: 'high', label: 'High' }] : []),
		],
		default: usual,
	}) as const satisfies ChoiceField;

const jpeg = { value: 'jpeg', label: 'JPEG' };
const png = { value: 'png', label: 'PNG' };

export const outputFormat = {
	kind: 'choice',
	name: 'output_format',
	label: 'Output Format',
	help: 'File type of the images',
	choices: [jpeg, png],
	default: 'jpeg',
} as const satisfies ChoiceField;

export const outputFormat2 = {
	...outputFormat,
	choices: [jpeg, png, { value: 'webp', label: 'WebP' }],
	default: 'png',
} as const satisfies ChoiceField;
