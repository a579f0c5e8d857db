import {
	community,
	dev,
	extra,
	fineTune,
	flux2,
	klein,
	kontext,
	schnell,
	tokens,
	weights,
} from './replicateFields';
import {
	inputSchema,
	integer,
	number,
	oneOf,
	text,
	type InputSchema,
	type Properties,
} from './schema';

/** How a model reads the text that names a LoRA (models.md 2.3). */
export type LoraForm = 'replicate' | 'lucataco' | 'urls';

export interface ReplicateModel {
	readonly input: InputSchema;
	/** 64 hex digits; absent: reachable through the official-model endpoint alone. */
	readonly version?: string;
	/** Versions before it that still run. */
	readonly older?: readonly string[];
	/** Served at /models/{owner}/{name}/predictions without a version. */
	readonly official: boolean;
	readonly lora?: LoraForm;
	/** One text instead of a list (models.md 0). */
	readonly singleOutput?: boolean;
	/** What a prediction says when the safety checker dropped every picture (providers.md 1.9). */
	readonly allUnsafe: string;
}

const cogFlux =
	'All generated images contained NSFW content. Try running it again with a different prompt.';
const lucataco = 'NSFW content detected. Try running it again, or try a different prompt.';

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
		// Ours, for a workflow that pinned a version before the newest.
		older: ['01de01de01de01de01de01de01de01de01de01de01de01de01de01de01de01de'],
		lora: 'replicate',
	}),
	// Ours, for people who try "My Fine-Tune" and "Custom" here.
	'sandbox/my-fine-tune': versioned(fineTune, {
		version: '5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5',
		lora: 'replicate',
	}),
	// One's own model and a stranger's; both declare the secret inputs of BFL's.
	'sandbox/my-loader': versioned(
		{ ...dev, ...weights, ...tokens },
		{ version: '0f0f'.repeat(16), lora: 'replicate' },
	),
	'stranger/loader': versioned(
		{ ...dev, ...weights, ...tokens },
		{ version: '9e9e'.repeat(16), lora: 'replicate' },
	),
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
