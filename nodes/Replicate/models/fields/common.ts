import type { Choice, ChoiceField, DecimalField, ImageField } from '../../../shared/model';
import type { IntegerField, SeedField, TextField, ToggleField } from '../../../shared/model';

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

/** Pixels as the FLUX models at Replicate make them (providers.md 1.10). */
const ratios: readonly Choice[] = [
	{ value: '1:1', label: '1:1 Square (1024 × 1024)' },
	{ value: '16:9', label: '16:9 Wide (1344 × 768)' },
	{ value: '21:9', label: '21:9 Cinema (1536 × 640)' },
	{ value: '3:2', label: '3:2 Photo (1216 × 832)' },
	{ value: '2:3', label: '2:3 Portrait Photo (832 × 1216)' },
	{ value: '4:5', label: '4:5 Feed (896 × 1088)' },
	{ value: '5:4', label: '5:4 Print (1088 × 896)' },
	{ value: '3:4', label: '3:4 Portrait (896 × 1152)' },
	{ value: '4:3', label: '4:3 Landscape (1152 × 896)' },
	{ value: '9:16', label: '9:16 Story (768 × 1344)' },
	{ value: '9:21', label: '9:21 Tall Banner (640 × 1536)' },
];

export const aspectRatio = {
	kind: 'choice',
	name: 'aspect_ratio',
	label: 'Aspect Ratio',
	help: 'Shape of the image. With a start image the shape is taken from it.',
	choices: ratios,
	default: '1:1',
	level: 'first',
} as const satisfies ChoiceField;

export const aspectRatioOrCustom = {
	...aspectRatio,
	choices: [...ratios, { value: 'custom', label: 'Custom' }],
} as const satisfies ChoiceField;

const side = {
	kind: 'integer',
	help: 'In pixels, rounded to a multiple of 16',
	min: 256,
	max: 1440,
	default: 1024,
	when: { field: 'aspect_ratio', is: ['custom'] },
	level: 'first',
} as const;

export const width = { ...side, name: 'width', label: 'Width' } as const satisfies IntegerField;
export const height = { ...side, name: 'height', label: 'Height' } as const satisfies IntegerField;

export const numOutputs = {
	kind: 'integer',
	role: 'count',
	name: 'num_outputs',
	label: 'Number of Images',
	help: 'How many variations of the prompt to make. Each image is charged.',
	min: 1,
	max: 4,
	default: 1,
	level: 'first',
} as const satisfies IntegerField;

export const seed = {
	kind: 'seed',
	name: 'seed',
	label: 'Seed',
	help: 'Empty means random, and the row tells which it was. The same seed with the same inputs gives the same image.',
} as const satisfies SeedField;

export const outputFormat = {
	kind: 'choice',
	name: 'output_format',
	label: 'Output Format',
	help: 'File type of the images',
	choices: [
		{ value: 'jpg', label: 'JPEG' },
		{ value: 'png', label: 'PNG' },
		{ value: 'webp', label: 'WebP' },
	],
	default: 'webp',
} as const satisfies ChoiceField;

export const outputQuality = {
	kind: 'integer',
	name: 'output_quality',
	label: 'Output Quality',
	help: 'From 0 to 100, the best. Does not matter for PNG.',
	min: 0,
	max: 100,
	default: 80,
} as const satisfies IntegerField;

export const disableSafetyChecker = {
	kind: 'toggle',
	name: 'disable_safety_checker',
	label: 'Disable Safety Checker',
	help: 'Whether to skip the check that holds back images it takes for unsafe',
	default: false,
} as const satisfies ToggleField;

/** In every FLUX model here. */
export const output = [outputFormat, outputQuality, disableSafetyChecker, seed] as const;

export const startImage = {
	kind: 'image',
	name: 'image',
	label: 'Start Image',
	help: 'Image to start from: a URL, or the name of a binary field of the item. The output takes its shape.',
	placeholder: 'e.g. data',
} as const satisfies ImageField;

export const promptStrength = {
	kind: 'decimal',
	name: 'prompt_strength',
	label: 'Prompt Strength',
	help: 'How much of the start image changes, from 0 to 1: nothing of it is left. Does nothing without a start image.',
	min: 0,
	max: 1,
	default: 0.8,
} as const satisfies DecimalField;

export const steps = (max: number, usual: number) =>
	({
		kind: 'integer',
		name: 'num_inference_steps',
		label: 'Steps',
		help: `From 1 to ${max}. More steps take longer and bring more detail.`,
		min: 1,
		max,
		default: usual,
	}) as const satisfies IntegerField;

/** The same input under two names (providers.md 1.10). */
export const guidance = (name: 'guidance' | 'guidance_scale', usual: number) =>
	({
		kind: 'decimal',
		name,
		label: 'Guidance',
		help: 'From 0 to 10. Lower values look more like a photo, higher ones follow the prompt closer.',
		min: 0,
		max: 10,
		default: usual,
	}) as const satisfies DecimalField;

export const goFast = (usual: boolean) =>
	({
		kind: 'toggle',
		name: 'go_fast',
		label: 'Go Fast',
		help: 'Whether to compute with reduced precision: faster, and the same seed may give a slightly different image',
		default: usual,
	}) as const satisfies ToggleField;

export const megapixels = {
	kind: 'choice',
	name: 'megapixels',
	label: 'Megapixels',
	help: 'Approximate size of the image; a quarter halves both sides',
	choices: [
		{ value: '1', label: '1 Megapixel' },
		{ value: '0.25', label: '0.25 Megapixel, for Drafts' },
	],
	default: '1',
} as const satisfies ChoiceField;
