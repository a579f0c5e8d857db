import {
	flag,
	inputSchema,
	integer,
	list,
	number,
	oneOf,
	text,
	uri,
	type InputSchema,
	type Properties,
} from './schema';

/** How a model reads the text that names a LoRA (models.md 2.3). */
export type LoraForm = 'replicate' | 'lucataco' | 'urls';

export interface ReplicateModel {
	readonly input: InputSchema;
	/** 64 hex digits; absent: reachable through the official-model endpoint alone. */
	readonly version?: string;
	/** Served at /models/{owner}/{name}/predictions without a version. */
	readonly official: boolean;
	readonly lora?: LoraForm;
	/** One text instead of a list (models.md 0). */
	readonly singleOutput?: boolean;
	/** What a prediction says when the safety checker dropped every picture (providers.md 1.9). */
	readonly allUnsafe: string;
}

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

const cogFlux =
	'All generated images contained NSFW content. Try running it again with a different prompt.';
const lucataco = 'NSFW content detected. Try running it again, or try a different prompt.';

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
const dev: Properties = {
	...common,
	...start,
	...fast,
	num_inference_steps: integer(1, 50, 28),
	guidance: number(0, 10, 3),
};
const schnell: Properties = { ...common, ...fast, num_inference_steps: integer(1, 4, 4) };
const weights: Properties = { lora_weights: text(), lora_scale: number(-1, 3, 1) };
const extra: Properties = { extra_lora: text(), extra_lora_scale: number(-1, 3, 1) };
const secret = { type: 'string', format: 'password' } as const;
const tokens: Properties = { hf_api_token: secret, civitai_api_token: secret };
const community: Properties = {
	...common,
	...start,
	hf_lora: text(),
	lora_scale: number(0, 1, 0.8),
};
const fineTune: Properties = {
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
const kontext: Properties = {
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
const flux2: Properties = {
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
const klein: Properties = {
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

const prompt = ['prompt'];
const official = (properties: Properties, more: Partial<ReplicateModel> = {}): ReplicateModel => ({
	input: inputSchema(properties, prompt, false),
	official: true,
	allUnsafe: cogFlux,
	...more,
});
const versioned = (properties: Properties, more: Partial<ReplicateModel>): ReplicateModel => ({
	...official(properties),
	official: false,
	...more,
});

export const replicateModels: Readonly<Record<string, ReplicateModel>> = {
	// The versions are the seeds' (000, 001).
	'lucataco/flux-schnell-lora': versioned(
		{ ...community, num_inference_steps: integer(1, 12, 4) },
		{
			version: '2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574',
			lora: 'lucataco',
			allUnsafe: lucataco,
		},
	),
	'lucataco/flux-dev-lora': versioned(
		{
			...community,
			num_inference_steps: integer(1, 50, 28),
			guidance_scale: number(0, 10, 3.5),
		},
		{
			version: '091495765fa5ef2725a175a57b276ec30dc9d39c22d30410f2ede68a3eab66b3',
			lora: 'lucataco',
			allUnsafe: lucataco,
		},
	),
	'black-forest-labs/flux-schnell': official(schnell),
	'black-forest-labs/flux-schnell-lora': official(
		{ ...schnell, ...weights },
		{ lora: 'replicate' },
	),
	'black-forest-labs/flux-dev': official(dev),
	'black-forest-labs/flux-dev-lora': official(
		{ ...dev, ...weights, ...extra, ...tokens },
		{
			version: 'ae0d7d645446924cf1871e3ca8796e8318f72465d2b5af9323a835df93bf0917',
			lora: 'replicate',
		},
	),
	'black-forest-labs/flux-krea-dev': official(dev),
	'black-forest-labs/flux-kontext-dev-lora': {
		...official(kontext, { lora: 'replicate', singleOutput: true }),
		input: inputSchema(kontext, ['prompt', 'input_image'], false),
	},
	'black-forest-labs/flux-2-dev': official(flux2, { singleOutput: true }),
	'black-forest-labs/flux-2-klein-4b-base-lora': official(klein, { lora: 'urls' }),
	'black-forest-labs/flux-2-klein-9b-base-lora': official(klein, { lora: 'urls' }),
	'fofr/flux-black-light': versioned(fineTune, {
		version: 'd0d48e298dcb51118c3f903817c833bba063936637a33ac52a8ffd6a94859af7',
		lora: 'replicate',
	}),
	// Ours, for people who try "My Fine-Tune" and "Custom" here.
	'sandbox/my-fine-tune': versioned(fineTune, {
		version: '5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5',
		lora: 'replicate',
	}),
	'sandbox/anything': official(
		{
			prompt: text(),
			width: integer(16, 4096),
			height: integer(16, 4096),
			seed: integer(),
			output_format: oneOf('webp', 'jpg', 'png', 'avif', 'gif', 'mp4'),
		},
		{ singleOutput: true },
	),
};
