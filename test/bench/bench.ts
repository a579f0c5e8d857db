import { startChild, type Child } from './processes';
import type { Account, ServerHandlers } from './server';
import type { Job, SideHandlers, Who } from './side';
import type { Provider } from './clients/peers';

/** What every measure is given: one provider, and a process for each side. */
export interface Bench {
	readonly server: Child<ServerHandlers>;
	readonly ours: Child<SideHandlers>;
	readonly peers: Child<SideHandlers>;
	readonly accounts: Readonly<Record<Provider, Account>>;
	readonly rounds: number;
	/** A part of the usual number of tasks, for a first look. */
	readonly share: number;
	readonly log: (text: string) => void;
}

/** A picture as such models give: a webp of one megapixel. */
const PICTURE_BYTES = 250_000;

export async function openBench(options: Pick<Bench, 'rounds' | 'share' | 'log'>): Promise<Bench> {
	const server = startChild<ServerHandlers>('server.ts', [String(PICTURE_BYTES)]);
	const accounts = await server.call('accounts');
	const ours = startChild<SideHandlers>('side.ts');
	const peers = startChild<SideHandlers>('side.ts');
	return { ...options, server, accounts, ours, peers };
}

export async function closeBench({ server, ours, peers }: Bench): Promise<void> {
	await Promise.all([server, ours, peers].map(async (child) => await child.end()));
}

/** A model of each provider for each typical length; what ours declare differs by 0.5 to 2. */
export const MODELS: Readonly<Record<Provider, Readonly<Record<string, number>>>> = {
	replicate: {
		'black-forest-labs/flux-schnell': 0.8,
		'black-forest-labs/flux-dev': 2.5,
		'black-forest-labs/flux-2-klein-9b-base-lora': 4,
		'black-forest-labs/flux-dev-lora': 6,
	},
	fal: {
		'fal-ai/flux/schnell': 0.8,
		'fal-ai/flux/dev': 2.5,
		'fal-ai/flux-2/lora': 4,
		'fal-ai/flux-lora': 6,
	},
	waveSpeed: {
		'wavespeed-ai/flux-schnell': 0.8,
		'wavespeed-ai/flux-dev': 2.5,
		'wavespeed-ai/flux-schnell-lora': 4,
		'wavespeed-ai/flux-dev-lora-ultra-fast': 6,
	},
};

export const PROVIDERS = Object.keys(MODELS) as readonly Provider[];

export const TITLES: Readonly<Record<Provider, string>> = {
	replicate: 'Replicate',
	fal: 'fal',
	waveSpeed: 'WaveSpeed',
};

export function jobOf(
	bench: Bench,
	who: Who,
	provider: Provider,
	model: string,
	prompts: readonly string[],
): Job {
	return { who, provider, model, prompts, account: bench.accounts[provider] };
}

export function sideOf(bench: Bench, who: Who): Child<SideHandlers> {
	return who === 'ours' ? bench.ours : bench.peers;
}
