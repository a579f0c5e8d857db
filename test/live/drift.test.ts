import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox';
import { replicateModels } from '../../nodes/Replicate/models/index';
import { fixtures, liveOf } from './recorded';
import { differences } from '../../tools/drift/compare';

const root = resolve(__dirname, '../..');
const devLora = 'replicate/black-forest-labs_flux-dev-lora';

async function fluxDevLora() {
	const recorded = fixtures.find(({ name }) => name === devLora);
	const model = replicateModels.find(({ id }) => id === 'black-forest-labs/flux-dev-lora');
	if (recorded === undefined || model === undefined) throw new Error('Not there');
	return { live: await liveOf(recorded), model };
}

describe('what an upstream changed', () => {
	it('is nothing where the model was written down from the same schema', async () => {
		const { live, model } = await fluxDevLora();
		expect(differences(model, live)).toEqual([]);
	});

	it('is named input by input', async () => {
		const { live, model } = await fluxDevLora();
		const fields = model.fields
			.filter(({ name }) => name !== 'go_fast')
			.map((field) => (field.kind === 'decimal' ? { ...field, max: 7 } : field));
		const ours = { ...model, fields: [...fields, { ...fields[0], name: 'old_input' }] };
		expect(differences(ours as typeof model, { ...live, newer: 'owner/name:new' })).toEqual([
			'old_input: gone upstream',
			'go_fast: not here',
			'prompt_strength: max is 1 upstream, 7 here',
			'guidance: max is 10 upstream, 7 here',
			'a newer version: owner/name:new',
		]);
	});
});

/** The same answers, but for one bound and one input. */
async function startChanged(upstream: string) {
	const altered = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(altered);
		if (typeof value !== 'object' || value === null) return value;
		const parts = Object.entries(value).map(([name, part]) => [name, altered(part)] as const);
		const { num_inference_steps: steps, ...rest } = Object.fromEntries(parts) as Record<
			string,
			object
		>;
		return steps === undefined
			? rest
			: { ...rest, num_inference_steps: { ...steps, maximum: 3 }, brand_new: { type: 'string' } };
	};
	const { origin, pathname } = new URL(upstream);
	const server = createServer((request, response) => {
		const { authorization = '' } = request.headers;
		void fetch(`${origin}${request.url ?? ''}`, { headers: { authorization } })
			.then(async (reply) => response.end(JSON.stringify(altered(await reply.json()))))
			.catch(() => response.destroy());
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
		close: async () => await new Promise((done) => server.close(done)),
	};
}

describe('npm run drift', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ draw: false });
	});
	afterAll(async () => await sandbox.close());

	const drift = (env: Record<string, string>) =>
		new Promise<{ code: number; text: string }>((done) => {
			const tsx = require.resolve('tsx/cli');
			const { PATH = '' } = process.env;
			execFile(
				process.execPath,
				[tsx, 'tools/drift.ts'],
				{ cwd: root, env: { PATH, ...env } },
				(error, stdout, stderr) => done({ code: Number(error?.code ?? 0), text: stdout + stderr }),
			);
		});

	it('reads every built-in model of the providers whose keys it has, and buys nothing', async () => {
		const { key, baseUrl } = sandbox.sites.replicate;
		const { text } = await drift({ REPLICATE_API_TOKEN: key, REPLICATE_BASE_URL: baseUrl });
		expect(text).not.toContain('could not be read');
		for (const { id, endpoint } of replicateModels) {
			if (endpoint !== undefined) expect(text).toContain(`Replicate ${id}:`);
		}
		expect(text).not.toContain('WaveSpeed');
		expect(sandbox.counters.count('submit')).toBe(0);
	});

	/** The keys of all three, and where they lead. */
	const at = ([replicate, fal, waveSpeed]: readonly string[]) => ({
		...{ REPLICATE_API_TOKEN: sandbox.sites.replicate.key, REPLICATE_BASE_URL: replicate },
		...{ FAL_KEY: sandbox.sites.fal.key, FAL_BASE_URL: fal },
		...{ WAVESPEED_API_KEY: sandbox.sites.waveSpeed.key, WAVESPEED_BASE_URL: waveSpeed },
	});

	it('prints what changed since yesterday, at each provider', async () => {
		const { replicate, fal, waveSpeed } = sandbox.sites;
		const bases = [replicate, fal, waveSpeed].map(({ baseUrl }) => baseUrl);
		const before = await drift(at(bases));
		const changed = await Promise.all(bases.map(startChanged));
		const after = await drift(at(changed.map(({ baseUrl }) => baseUrl)));
		await Promise.all(changed.map(async ({ close }) => await close()));
		expect(after.text).not.toContain('could not be read');
		const known = new Set(before.text.split('\n'));
		const lines = after.text.split('\n').filter((line) => !known.has(line));
		const told = lines.filter((line) => line.startsWith('  '));
		const steps = ['50', '4', '12'].map(
			(most) => `  num_inference_steps: max is 3 upstream, ${most} here`,
		);
		expect(new Set(told)).toEqual(new Set([...steps, '  brand_new: not here']));
		for (const title of ['Replicate', 'fal', 'WaveSpeed']) {
			expect(lines.some((line) => line.startsWith(title))).toBe(true);
		}
		expect(after.code).toBe(1);
	});

	it('says what it needs', async () => {
		expect(await drift({})).toMatchObject({ code: 2, text: expect.stringContaining('FAL_KEY') });
	});
});
