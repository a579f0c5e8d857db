import type { ChoiceField, DecimalField, ImageField, IntegerField } from '../../../shared/model';
import type { JsonField, LorasField, SeedField, SizeField } from '../../../shared/model';
import type { TextField, ToggleField } from '../../../shared/model';

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

export const loras = {
	kind: 'loras',
	name: 'loras',
	label: 'LoRAs',
	help: 'Up to 3',
	wire: { shape: 'list', max: 3 },
	strength: { min: 0, max: 4, default: 1 },
	spelling: 'repo',
	level: 'first',
} as const satisfies LorasField;

export const size = {
	kind: 'size',
	name: 'size',
	label: 'Size',
	help: 'Width and height of the image in pixels',
	wire: 'star',
	choices: [
		{ value: '1024*1024', label: '1:1 Square (1024 × 1024)' },
		{ value: '512*512', label: '1:1 Square, Small (512 × 512)' },
		{ value: '896*1088', label: '4:5 Feed (896 × 1088)' },
		{ value: '768*1344', label: '9:16 Story (768 × 1344)' },
		{ value: '1344*768', label: '16:9 Wide (1344 × 768)' },
		{ value: '1152*896', label: '4:3 Landscape (1152 × 896)' },
		{ value: '896*1152', label: '3:4 Portrait (896 × 1152)' },
		{ value: '1216*832', label: '3:2 Photo (1216 × 832)' },
		{ value: '832*1216', label: '2:3 Portrait Photo (832 × 1216)' },
		{ value: '1536*640', label: '21:9 Cinema (1536 × 640)' },
	],
	default: '1024*1024',
	min: 256,
	max: 1536,
	level: 'first',
} as const satisfies SizeField;

export const sizeOfImage = {
	...size,
	choices: [...size.choices, { value: '', label: 'Same as the Start Image' }],
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

export const image = {
	kind: 'image',
	name: 'image',
	label: 'Start Image',
	help: 'Image to start from: a URL, or the name of a binary field of the item',
	placeholder: 'e.g. data',
} as const satisfies ImageField;

export const images = {
	kind: 'image',
	name: 'images',
	label: 'Input Images',
	help: 'Images to edit or to take parts from, up to 3: URLs or names of binary fields of the item, one a line or separated by a comma and a space',
	placeholder: 'e.g. data, data_1',
	many: { max: 3 },
	required: true,
	level: 'first',
} as const satisfies ImageField;

export const maskImage = {
	kind: 'image',
	name: 'mask_image',
	label: 'Mask',
	help: 'White where the start image is painted anew, black where it stays: a URL, or the name of a binary field of the item',
	placeholder: 'e.g. mask',
} as const satisfies ImageField;

export const strength = (min: number) =>
	({
		kind: 'decimal',
		name: 'strength',
		label: 'How Much Changes',
		help: 'Up to 1: nothing is left of the start image. Does nothing without a start image.',
		min,
		max: 1,
		default: 0.8,
	}) as const satisfies DecimalField;

export const steps = {
	kind: 'integer',
	name: 'num_inference_steps',
	label: 'Steps',
	help: 'From 1 to 50. More steps take longer and bring more detail.',
	min: 1,
	max: 50,
	default: 28,
} as const satisfies IntegerField;

export const guidance = (usual: number) =>
	({
		kind: 'decimal',
		name: 'guidance_scale',
		label: 'Guidance',
		help: 'From 0 to 20. Lower values look more like a photo, higher ones follow the prompt closer.',
		min: 0,
		max: 20,
		default: usual,
	}) as const satisfies DecimalField;

export const seed = {
	kind: 'seed',
	name: 'seed',
	label: 'Seed',
	help: 'Empty means random, and the row tells which it was; with -1 WaveSpeed draws one and does not tell it. The same seed with the same inputs gives the same image.',
	min: -1,
	max: 2147483647,
} as const satisfies SeedField;

export const outputFormat = {
	kind: 'choice',
	name: 'output_format',
	label: 'Output Format',
	help: 'File type of the images',
	choices: [
		{ value: 'jpeg', label: 'JPEG' },
		{ value: 'png', label: 'PNG' },
		{ value: 'webp', label: 'WebP' },
	],
	default: 'jpeg',
} as const satisfies ChoiceField;

/** `enable_sync_mode` is left out: nothing holds a submit open (design section 3). */
export const base64Output = {
	kind: 'toggle',
	name: 'enable_base64_output',
	label: 'Images Inside the Answer',
	help: 'Whether to get the images inside the answer instead of as links that stay for 7 days',
	default: false,
} as const satisfies ToggleField;

export const safetyChecker = {
	kind: 'toggle',
	name: 'enable_safety_checker',
	label: 'Safety Checker',
	help: 'Whether to check the images and flag those taken for unsafe',
	default: true,
} as const satisfies ToggleField;

export const anyModel = {
	kind: 'text',
	role: 'endpoint',
	name: 'endpoint',
	label: 'Endpoint',
	help: 'The model as its page at wavespeed.ai names it',
	placeholder: 'e.g. wavespeed-ai/flux-2-dev/text-to-image-lora',
	required: true,
	pattern: {
		source: '^[\\w.-]+(?:/[\\w.-]+)+$',
		says: 'an endpoint such as wavespeed-ai/flux-dev-lora, without the address of the site',
	},
	level: 'first',
} as const satisfies TextField;

export const freeInput = {
	kind: 'json',
	role: 'input',
	name: 'input',
	label: 'Input (JSON)',
	help: 'The whole input as the page of the model describes it. Images go in as URLs.',
	required: true,
	default: '{\n  "prompt": ""\n}',
	level: 'first',
} as const satisfies JsonField;
