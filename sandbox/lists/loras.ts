/** A LoRA as the sandbox's Hugging Face knows it. */
export interface HubLora {
	readonly id: string;
	readonly base: string;
	readonly downloads: number;
	readonly files: readonly string[];
	readonly trigger?: string;
	readonly gated?: 'auto' | 'manual';
}

const dev = 'black-forest-labs/FLUX.1-dev';

export const hubLoras: readonly HubLora[] = [
	{
		id: 'alvdansen/frosting_lane_flux',
		base: dev,
		downloads: 48210,
		files: ['flux_dev_frostinglane_araminta_k.safetensors'],
		trigger: 'frstingln illustration',
	},
	{
		id: 'sandbox/paper.cut.flux',
		base: dev,
		downloads: 912,
		files: ['paper_cut.safetensors'],
		trigger: 'PPRCUT',
	},
	{
		id: 'sandbox/two-files-flux',
		base: dev,
		downloads: 640,
		files: ['two_comfy.safetensors', 'two_fal.safetensors'],
	},
	{
		id: 'sandbox/by-request-flux',
		base: dev,
		downloads: 88,
		files: ['by_request.safetensors'],
		trigger: 'BYREQ',
		gated: 'manual',
	},
	{
		id: 'sandbox/kontext-turn',
		base: 'black-forest-labs/FLUX.1-Kontext-dev',
		downloads: 120,
		files: ['turn.safetensors'],
		trigger: 'KTURN',
	},
	{
		id: 'sandbox/folder-flux',
		base: dev,
		downloads: 41,
		files: ['in/deep one.safetensors'],
	},
	{
		id: 'sandbox/three-files-flux',
		base: dev,
		downloads: 40,
		files: ['one.safetensors', 'two.safetensors', 'in/three.safetensors'],
	},
	{
		id: 'sandbox/standard-flux',
		base: dev,
		downloads: 39,
		files: ['step-500.safetensors', 'pytorch_lora_weights.safetensors'],
	},
	{ id: 'sandbox/read-me-flux', base: dev, downloads: 5, files: [] },
	{
		id: 'sandbox/klein-sketch',
		base: 'black-forest-labs/FLUX.2-klein-4B',
		downloads: 310,
		files: ['klein_sketch.safetensors'],
		trigger: 'KSKETCH',
	},
	{
		id: 'sandbox/old-sdxl-ink',
		base: 'stabilityai/stable-diffusion-xl-base-1.0',
		downloads: 7000,
		files: ['ink.safetensors'],
		trigger: 'INK',
	},
];

/** Repos that are in no list and hold one file without a card. */
export const plainLora = (id: string): HubLora | undefined =>
	/^(?:[a-z]|owner|strangerzonehf)\//.test(id)
		? { id, base: '', downloads: 0, files: ['lora.safetensors'] }
		: undefined;

/** Old names, which lead to the new ones. */
export const renamed: Readonly<Record<string, string>> = {
	'sandbox/frosting-lane': 'alvdansen/frosting_lane_flux',
};

export interface CivitaiLora {
	readonly model: number;
	readonly version: number;
	readonly name: string;
	readonly author: string;
	readonly base: string;
	readonly downloads: number;
	readonly words: readonly string[];
	readonly availability?: 'EarlyAccess';
}

export const civitaiLoras: readonly CivitaiLora[] = [
	{
		model: 618692,
		version: 691639,
		name: 'Velvet Night',
		author: 'sandbox',
		base: 'Flux.1 D',
		downloads: 15300,
		words: ['vlvt night, ', 'vlvt night'],
	},
	{
		model: 700001,
		version: 800001,
		name: 'Sepia XL',
		author: 'sandbox',
		base: 'SDXL 1.0',
		downloads: 99000,
		words: ['sepia'],
	},
	{
		model: 618692,
		version: 600000,
		name: 'Velvet Night',
		author: 'sandbox',
		base: 'SDXL 1.0',
		downloads: 15300,
		words: ['vlvt xl'],
	},
	{
		model: 700002,
		version: 700001,
		name: 'Twin Number',
		author: 'sandbox',
		base: 'Flux.1 D',
		downloads: 10,
		words: [],
	},
	{
		model: 700003,
		version: 800003,
		name: 'Early Bird',
		author: 'sandbox',
		base: 'Flux.1 D',
		downloads: 9,
		words: [],
		availability: 'EarlyAccess',
	},
];
