import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type * as Limits from '../../nodes/shared/limits';
import { startSandbox, type Sandbox } from '../../sandbox';
import { allExamples } from '../../sandbox/demo/examples';
import { sandboxCredentials } from '../../sandbox/demo/credentials';
import { runWorkflow } from '../../sandbox/runner/run';
import { builtModule, closeConnections } from '../engine/harness';
import { record, type Recorder } from './recorder';

const limits = builtModule<typeof Limits>('nodes/shared/limits');
let sandbox: Sandbox;
const recorders: Recorder[] = [];

beforeAll(async () => {
	// A task is asked about after a while, which is longer than these tasks take.
	limits.scaleLimits(20);
	sandbox = await startSandbox({ draw: false, seconds: () => 0.05 });
});

afterAll(async () => {
	limits.scaleLimits();
	await closeConnections();
	for (const recorder of recorders) recorder.close();
	await sandbox.close();
});

/** The seed whose request an example is, where it goes, and in which words. */
const seeds = [
	['replicate-flux-schnell-lora', 'seed-000-request', 'gateway', '/replicate/v1/predictions'],
	['replicate-flux-dev-lora', 'seed-001-request', 'gateway', '/replicate/v1/predictions'],
	[
		'wavespeed-flux-schnell-lora',
		'seed-002-request',
		'waveSpeed',
		'/api/v3/wavespeed-ai/flux-schnell-lora',
	],
	[
		'replicate-flux-schnell',
		'seed-003-model-request',
		'gateway',
		'/replicate/v1/models/black-forest-labs/flux-schnell/predictions',
	],
	['replicate-version-hash', 'seed-003-hash-request', 'gateway', '/replicate/v1/predictions'],
	['fal-flux-lora', 'seed-004-request', 'gateway', '/fal-ai/flux-lora'],
] as const;

describe("each seed's example sends the seed's own request", () => {
	it.each(seeds)('%s sends %s', async (name, fixture, site, path) => {
		const recorder = await record(sandbox.sites[site].origin);
		recorders.push(recorder);
		const sites = {
			...sandbox.sites,
			[site]: { ...sandbox.sites[site], baseUrl: recorder.origin },
		};
		const example = allExamples().find((one) => one.name === name);
		if (example === undefined) throw new Error(`There is no example ${name}`);

		const { run } = await runWorkflow(example.workflow, {
			credentials: sandboxCredentials(sites, sandbox.cdn.host),
		});

		expect(run.data.resultData.error?.message).toBeUndefined();
		// The question for a price is a POST as well, and buys nothing.
		const submits = recorder.requests.filter(
			({ method, path: asked }) => method === 'POST' && !asked.endsWith('/model/price'),
		);
		expect(submits).toHaveLength(1);
		const [{ body, ...sent }] = submits;
		expect(sent).toMatchObject({
			path,
			authorization: `Bearer ${sandbox.sites[site].key}`,
			contentType: expect.stringMatching(/^application\/json/),
		});
		expect(withoutDrawnSeed(JSON.parse(body), request(fixture))).toEqual(request(fixture));
	});
});

/** Where a seed's document gives no seed, the node draws one, so that its row can tell it. */
function withoutDrawnSeed(body: unknown, asked: unknown): unknown {
	const has = (where: unknown) => JSON.stringify(where).includes('"seed":');
	const text = JSON.stringify(body);
	return has(asked) ? body : JSON.parse(text.replace(/,"seed":\d+/, ''));
}

function request(name: string): unknown {
	const path = resolve(__dirname, `../fixtures/${name}.json`);
	const { image, ...body } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
	// A blank is no start image.
	return image === '' ? body : { image, ...body };
}
