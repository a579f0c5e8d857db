import { execFile } from 'node:child_process';
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

	it('says what it needs', async () => {
		expect(await drift({})).toMatchObject({ code: 2, text: expect.stringContaining('FAL_KEY') });
	});
});
