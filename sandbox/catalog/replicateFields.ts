import { flag, integer, list, number, oneOf, text, uri, type Properties } from './schema';

const ratios = [
	'1:1',
	'16:9',
	'21:9',
	'3:2',
	'2:3',
	'4:5',
	'5:4',
	'3:4',
	'4:3',
	'9:16',
	'9:21',
] as const;

// providers.md 1.10
const common: Properties = {
	prompt: text(),
	aspect_ratio: oneOf(...ratios),
	num_outputs: integer(1, 4, 1),
	seed: integer(),
	output_format: oneOf('webp', 'jpg', 'png'),
	output_quality: integer(0, 100, 80),
	disable_safety_checker: flag(false),
};
const start: Properties = { image: uri(), prompt_strength: number(0, 1, 0.8) };
const fast: Properties = { go_fast: flag(true), megapixels: oneOf('1', '0.25') };
export const dev: Properties = {
	...common,
	...start,
	...fast,
	num_inference_steps: integer(1, 50, 28),
	guidance: number(0, 10, 3),
};
export const schnell: Properties = { ...common, ...fast, num_inference_steps: integer(1, 4, 4) };
export const weights: Properties = { lora_weights: text(), lora_scale: number(-1, 3, 1) };
export const extra: Properties = { extra_lora: text(), extra_lora_scale: number(-1, 3, 1) };
const secret = { type: 'string', format: 'password' } as const;
export const tokens: Properties = { hf_api_token: secret, civitai_api_token: secret };
export const community: Properties = {
	...common,
	...start,
	hf_lora: text(),
	lora_scale: number(0, 1, 0.8),
};
export const fineTune: Properties = {
	...common,
	...start,
	...extra,
	aspect_ratio: oneOf(...ratios, 'custom'),
	mask: uri(),
	width: integer(256, 1440),
	height: integer(256, 1440),
	model: oneOf('dev', 'schnell'),
	num_inference_steps: integer(1, 50, 28),
	guidance_scale: number(0, 10, 3),
	lora_scale: number(-1, 3, 1),
	replicate_weights: text(),
	go_fast: flag(false),
	megapixels: oneOf('1', '0.25'),
};
// models.md 1.2
export const kontext: Properties = {
	prompt: text(),
	input_image: uri(),
	aspect_ratio: oneOf('match_input_image', ...ratios),
	num_inference_steps: integer(4, 50, 30),
	guidance: number(0, 10, 2.5),
	seed: integer(),
	output_format: oneOf('webp', 'jpg', 'png'),
	output_quality: integer(0, 100, 80),
	disable_safety_checker: flag(false),
	go_fast: flag(true),
	lora_weights: text(),
	lora_strength: number(undefined, undefined, 1),
	...tokens,
};
export const flux2: Properties = {
	prompt: text(),
	input_images: list(uri(), 4),
	aspect_ratio: oneOf(
		...['1:1', 'match_input_image', 'custom', '16:9', '3:2', '2:3'],
		...['4:5', '5:4', '9:16', '3:4', '4:3'],
	),
	width: integer(256, 1440),
	height: integer(256, 1440),
	seed: integer(),
	go_fast: flag(true),
	output_format: oneOf('webp', 'jpg', 'png'),
	output_quality: integer(0, 100, 80),
	disable_safety_checker: flag(false),
};
export const klein: Properties = {
	prompt: text(),
	images: list(uri(), 5),
	aspect_ratio: oneOf(...ratios, 'match_input_image'),
	output_megapixels: oneOf('1', '0.25', '0.5', '2', '4'),
	seed: integer(),
	output_format: oneOf('jpg', 'webp', 'png'),
	output_quality: integer(0, 100, 95),
	disable_safety_checker: flag(false),
	go_fast: flag(true),
	lora_weights: list(uri()),
	lora_scales: list(number()),
};
