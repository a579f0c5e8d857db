import { ratios, rOutput, fast, wLoras, wFlux2, type Facts } from './factParts';

/** models.md 1.1 to 1.3. */
export const newer: Readonly<Record<string, Facts>> = {
	'fal-ai/flux-kontext-lora': {
		prompt: 'text',
		image_url: 'image',
		loras: 'loras',
		scale: { strength: [0, 4, 1], of: 'loras' },
		resolution_mode: { values: ['match_input', 'auto', ...ratios] },
		num_images: { whole: [1, 4, 1] },
		num_inference_steps: { whole: [1, 50, 30] },
		guidance_scale: { number: [null, null, 2.5] },
		acceleration: fast,
		output_format: { values: ['png', 'jpeg'] },
		seed: 'random',
		enable_safety_checker: { toggle: true },
		sync_mode: { toggle: false },
	},
	'black-forest-labs/flux-kontext-dev-lora': {
		prompt: 'text',
		input_image: 'image',
		lora_weights: 'lora',
		lora_strength: { strength: 'free', of: 'lora_weights' },
		aspect_ratio: { values: ['match_input_image', ...ratios] },
		num_inference_steps: { whole: [4, 50, 30] },
		guidance: { number: [0, 10, 2.5] },
		go_fast: { toggle: true },
		...rOutput,
	},
	...Object.fromEntries(
		['dev', 'klein-4b', 'klein-9b', 'klein-base-4b', 'klein-base-9b'].flatMap((slug) => [
			[`wavespeed-ai/flux-2-${slug}/text-to-image-lora`, { ...wFlux2, ...wLoras }],
			[`wavespeed-ai/flux-2-${slug}/edit-lora`, { ...wFlux2, ...wLoras, images: 'images' }],
		]),
	),
};
