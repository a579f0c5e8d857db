/**
 * What each model takes, transcribed from providers.md 1.10, 2.9, 3.9 and models.md 1.1 to 1.3, apart from the
 * declarations it is compared with: `[least, most, default]`, a list of values with the default first, or a kind.
 */
export type Fact =
	| { readonly whole: readonly [number, number, number] }
	| { readonly number: readonly [number | null, number | null, number] }
	| { readonly strength: readonly [number, number, number] | 'free'; readonly of: string }
	| { readonly values: readonly string[] }
	| { readonly toggle: boolean }
	| 'text'
	| 'random'
	| 'image'
	| 'images'
	| 'lora'
	| 'loras';

export type Facts = Readonly<Record<string, Fact>>;

export const ratios = '1:1 16:9 21:9 3:2 2:3 4:5 5:4 3:4 4:3 9:16 9:21'.split(' ');
export const rOutput: Facts = {
	seed: 'random',
	output_format: { values: ['webp', 'jpg', 'png'] },
	output_quality: { whole: [0, 100, 80] },
	disable_safety_checker: { toggle: false },
};
export const rCommon: Facts = {
	prompt: 'text',
	aspect_ratio: { values: ratios },
	num_outputs: { whole: [1, 4, 1] },
	...rOutput,
};
export const schnell: Facts = {
	...rCommon,
	num_inference_steps: { whole: [1, 4, 4] },
	go_fast: { toggle: true },
	megapixels: { values: ['1', '0.25'] },
};
export const fromImage: Facts = { image: 'image', prompt_strength: { number: [0, 1, 0.8] } };
export const dev: Facts = {
	...schnell,
	...fromImage,
	num_inference_steps: { whole: [1, 50, 28] },
	guidance: { number: [0, 10, 3] },
};
export const bflLora: Facts = {
	lora_weights: 'lora',
	lora_scale: { strength: [-1, 3, 1], of: 'lora_weights' },
};
export const extraLora: Facts = {
	extra_lora: 'lora',
	extra_lora_scale: { strength: [-1, 3, 1], of: 'extra_lora' },
};
export const lucataco: Facts = {
	...rCommon,
	...fromImage,
	hf_lora: 'lora',
	lora_scale: { strength: [0, 1, 0.8], of: 'hf_lora' },
};
export const klein: Facts = {
	prompt: 'text',
	...rOutput,
	aspect_ratio: { values: [...ratios, 'match_input_image'] },
	images: 'images',
	output_megapixels: { values: ['1', '0.25', '0.5', '2', '4'] },
	output_format: { values: ['jpg', 'webp', 'png'] },
	output_quality: { whole: [0, 100, 95] },
	lora_weights: 'loras',
	lora_scales: { strength: 'free', of: 'lora_weights' },
};

export const sizes =
	'square_hd square portrait_4_3 portrait_16_9 landscape_4_3 landscape_16_9'.split(' ');
export const falSizes = {
	values: ['landscape_4_3', ...sizes.filter((s) => s !== 'landscape_4_3')],
};
export const fCommon: Facts = {
	prompt: 'text',
	num_images: { whole: [1, 4, 1] },
	seed: 'random',
	sync_mode: { toggle: false },
	enable_safety_checker: { toggle: true },
};
export const fluxLora: Facts = {
	...fCommon,
	loras: 'loras',
	scale: { strength: [0, 4, 1], of: 'loras' },
	image_size: falSizes,
	num_inference_steps: { whole: [1, 50, 28] },
	guidance_scale: { number: [0, 35, 3.5] },
	output_format: { values: ['jpeg', 'png'] },
	acceleration: { values: ['none', 'regular'] },
};
export const fromStart: Facts = {
	image_url: 'image',
	strength: { number: [0.01, 1, 0.85] },
	image_size: { values: ['', ...sizes] },
};
export const { loras: _l, scale: _s, ...fluxPlain } = fluxLora;
export const flux2: Facts = {
	...fluxLora,
	num_inference_steps: { whole: [4, 50, 28] },
	guidance_scale: { number: [0, 20, 2.5] },
	output_format: { values: ['png', 'jpeg', 'webp'] },
	acceleration: { values: ['regular', 'none', 'high'] },
	enable_prompt_expansion: { toggle: false },
};
export const fast = { values: ['none', 'regular', 'high'] };

export const wPlain: Facts = {
	prompt: 'text',
	image: 'image',
	mask_image: 'image',
	strength: { number: [0, 1, 0.8] },
	num_images: { whole: [1, 4, 1] },
	seed: 'random',
	output_format: { values: ['jpeg', 'png', 'webp'] },
	enable_base64_output: { toggle: false },
};
export const wLoras: Facts = { loras: 'loras', scale: { strength: [0, 4, 1], of: 'loras' } };
export const wSteps: Facts = {
	num_inference_steps: { whole: [1, 50, 28] },
	guidance_scale: { number: [0, 20, 3.5] },
};
export const safety: Facts = { enable_safety_checker: { toggle: true } };
export const { mask_image: _m, num_images: _n, ...wKrea } = wPlain;
export const { image: _i, strength: _u, ...wFlux2 } = wKrea;
export const { mask_image: _k, strength: _t, ...wKontext } = wPlain;
