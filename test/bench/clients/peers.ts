import { createFalClient } from '@fal-ai/client';
import Replicate from 'replicate';
import { Client } from 'wavespeed';
import type { Account } from '../server';

export type Provider = 'replicate' | 'fal' | 'waveSpeed';

/** As each client's readme shows it: run, take the URLs, fetch their bytes. */
const runners: Record<
	Provider | 'replicateBlock',
	(account: Account, model: string, prompt: string) => Promise<readonly string[]>
> = {
	replicate: async ({ key, baseUrl }, model, prompt) => {
		const client = new Replicate({ auth: key, baseUrl });
		const ref = model as `${string}/${string}`;
		const output = await client.run(ref, { input: { prompt }, wait: { mode: 'poll' } });
		return [output].flat().map(String);
	},
	replicateBlock: async ({ key, baseUrl }, model, prompt) => {
		const client = new Replicate({ auth: key, baseUrl });
		const output = await client.run(model as `${string}/${string}`, { input: { prompt } });
		return [output].flat().map(String);
	},
	fal: async ({ key, baseUrl }, model, prompt) => {
		// The client has no option for another host.
		const redirected: typeof fetch = async (input, init) =>
			await fetch(String(input).replace('https://queue.fal.run', baseUrl), init);
		const client = createFalClient({ credentials: key, fetch: redirected });
		const { data } = await client.subscribe(model, { input: { prompt } });
		return (data as { images: Array<{ url: string }> }).images.map(({ url }) => url);
	},
	waveSpeed: async ({ key, baseUrl }, model, prompt) => {
		const client = new Client(key, { baseUrl });
		const { outputs } = await client.run(model, { prompt });
		return outputs as string[];
	},
};

export async function run(
	who: keyof typeof runners,
	model: string,
	account: Account,
	prompts: readonly string[],
): Promise<number> {
	const one = async (prompt: string) => {
		const urls = await runners[who](account, model, prompt);
		const files = await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
		return files.filter(({ byteLength }) => byteLength > 0).length;
	};
	const counts = await Promise.all(prompts.map(one));
	return counts.reduce((sum, count) => sum + count, 0);
}
