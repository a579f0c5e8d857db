import {
	flag,
	inputSchema,
	integer,
	list,
	loraList,
	number,
	oneOf,
	text,
	type InputSchema,
	type Properties,
} from './schema';

export interface WaveSpeedModel {
	readonly input: InputSchema;
	/** Of one image at the defaults of everything else. */
	readonly price: number;
	/** What is asked without these is answered with the floor (models.md 4), and billed at their defaults. */
	readonly drivers?: Readonly<Record<string, number>>;
}

// providers.md 3.9; `size` is checked by its numbers in validate
const size = (max: number): Properties => ({
	size: { type: 'string', format: `size256-${max}`, default: '1024*1024' },
});
const base: Properties = {
	prompt: text(),
	...size(1536),
	seed: integer(-1, 2147483647, -1),
	output_format: oneOf('jpeg', 'png', 'webp'),
	enable_base64_output: flag(false),
	enable_sync_mode: flag(false),
};
const common: Properties = {
	...base,
	image: text(),
	mask_image: text(),
	strength: number(0, 1, 0.8),
	num_images: integer(1, 4, 1),
};
const safety: Properties = { enable_safety_checker: flag(true) };
const dev: Properties = {
	...common,
	...safety,
	num_inference_steps: integer(1, 50, 28),
	guidance_scale: number(0, 20, 3.5),
};
const loras: Properties = { loras: loraList(3) };
const krea: Properties = {
	...base,
	...loras,
	image: text(),
	strength: number(0, 1, 0.8),
	guidance_scale: number(0, 20, 3.5),
};
const kontext: Properties = {
	...base,
	...loras,
	image: text(),
	num_inference_steps: integer(1, 50, 28),
	guidance_scale: number(0, 20, 2.5),
	num_images: integer(1, 4, 1),
};
const flux2: Properties = { ...base, ...loras };

const model = (
	properties: Properties,
	price: number,
	required: readonly string[] = ['prompt'],
): WaveSpeedModel => ({ input: inputSchema(properties, required, true), price });

const klein = ['klein-4b', 'klein-9b', 'klein-base-4b', 'klein-base-9b'].flatMap(
	(name): [string, WaveSpeedModel][] => [
		[`wavespeed-ai/flux-2-${name}/text-to-image-lora`, model(flux2, 0.013)],
		[
			`wavespeed-ai/flux-2-${name}/edit-lora`,
			model({ ...flux2, images: list(text()) }, 0.026, ['prompt', 'images']),
		],
	],
);

export const waveSpeedModels: Readonly<Record<string, WaveSpeedModel>> = {
	'wavespeed-ai/flux-schnell-lora': model({ ...common, ...safety, ...loras }, 0.005),
	'wavespeed-ai/flux-dev-lora': model({ ...dev, ...loras }, 0.015),
	'wavespeed-ai/flux-dev-lora-ultra-fast': model(
		{ ...dev, ...loras, strength: number(0.01, 1, 0.8) },
		0.006,
	),
	'wavespeed-ai/flux-dev': model(dev, 0.012),
	'wavespeed-ai/flux-schnell': model({ ...common, ...safety }, 0.003),
	'wavespeed-ai/flux-krea-dev-lora': model(krea, 0.02),
	'wavespeed-ai/flux-kontext-dev-lora': model(kontext, 0.03, ['prompt', 'image']),
	'wavespeed-ai/flux-kontext-dev-lora-ultra-fast': model(kontext, 0.025, ['prompt', 'image']),
	'wavespeed-ai/flux-2-dev/text-to-image-lora': model(flux2, 0.018),
	'wavespeed-ai/flux-2-dev/edit-lora': model({ ...flux2, images: list(text()) }, 0.03, [
		'prompt',
		'images',
	]),
	...Object.fromEntries(klein),
	// Ours, for people who try "Custom" here.
	'sandbox/anything': model(
		{ ...base, output_format: oneOf('jpeg', 'png', 'webp', 'avif', 'gif', 'mp4') },
		0.001,
	),
	// A price that hangs on an input with a default: `drivers` names what one of it costs.
	'sandbox/clip': {
		...model({ ...base, duration: integer(1, 60, 10) }, 0.15),
		drivers: { duration: 0.15 },
	},
	// And one whose default nobody tells.
	'sandbox/long-clip': {
		...model({ ...base, duration: integer(1, 60) }, 0.15),
		drivers: { duration: 0.15 },
	},
};
