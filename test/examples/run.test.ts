import { readdirSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import type * as Limits from '../../nodes/shared/limits';
import { startSandbox, type Sandbox } from '../../sandbox';
import { sandboxCredentials } from '../../sandbox/demo/credentials';
import { allExamples, imageNodes } from '../../sandbox/demo/examples';
import { picturesOf } from '../../sandbox/runner/binary';
import { startEngine, type Engine } from '../../sandbox/runner/engine';
import { jsonOf, runWorkflow, type WorkflowResult } from '../../sandbox/runner/run';
import { builtModule, closeConnections } from '../engine/harness';

const limits = builtModule<typeof Limits>('nodes/shared/limits');
let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	engine = await startEngine();
	// A task is asked about after a while, which is longer than these tasks take.
	limits.scaleLimits(20);
	sandbox = await startSandbox({ seconds: () => 0.05 });
});

beforeEach(() => sandbox.reset());

afterAll(async () => {
	limits.scaleLimits();
	await closeConnections();
	await sandbox.close();
});

async function run(name: string): Promise<WorkflowResult> {
	const example = allExamples().find((one) => one.name === name);
	if (example === undefined) throw new Error(`There is no example ${name}`);
	const credentials = sandboxCredentials(sandbox.sites, sandbox.cdn.host);
	return await runWorkflow(example.workflow, { credentials });
}

const rows = (result: WorkflowResult, node: string, output = 0): IDataObject[] =>
	jsonOf(result.outputs(node)[output] ?? []);

const isSubmit = ({ execution }: IDataObject): boolean =>
	(execution as IDataObject | undefined)?.whenToContinue === 'submitted';

describe('every example runs green against the sandbox', () => {
	it.each(allExamples().map((example) => [example.name, example] as const))(
		'%s',
		async (name, example) => {
			const result = await run(name);
			expect(result.run.data.resultData.error?.message).toBeUndefined();
			expect(result.run.status).toBe('success');
			// Of a long task the images come with Get a Task.
			const [first] = imageNodes(example).filter(({ parameters }) => !isSubmit(parameters));
			const [row] = result.outputs(first.name)[0];
			const [picture] = await picturesOf(row);
			expect(row.json).toMatchObject({ status: 'succeeded', fileSize: picture.bytes.length });
			expect(sandbox.counters.ignoredInputs).toEqual([]);
		},
	);
});

describe('scheduled-content-pipeline', () => {
	it('writes two pictures a post, named after it, and hands the unwritten post to a person', async () => {
		const result = await run('scheduled-content-pipeline');
		expect(rows(result, 'Generate images').map(({ slug, fileName }) => [slug, fileName])).toEqual([
			['castle-in-winter', 'castle-in-winter-1.webp'],
			['castle-in-winter', 'castle-in-winter-2.webp'],
			['lighthouse-storm', 'lighthouse-storm-1.webp'],
			['lighthouse-storm', 'lighthouse-storm-2.webp'],
		]);
		const pairs = result.outputs('Generate images')[0].map(({ pairedItem }) => pairedItem);
		expect(pairs).toMatchObject([{ item: 0 }, { item: 0 }, { item: 1 }, { item: 1 }]);
		expect(readdirSync(engine.filesFolder)).toEqual(
			expect.arrayContaining(['castle-in-winter-1.webp', 'lighthouse-storm-2.webp']),
		);
		expect(rows(result, 'Needs a person')).toEqual([
			{ slug: 'to-be-written', what: 'Prompt is empty', charged: 'no', next: expect.any(String) },
		]);
		expect(sandbox.counters.submits.map(({ accepted }) => accepted)).toEqual([true, true]);
	});

	it('starts by schedule as well as by hand', () => {
		const [{ workflow }] = allExamples().filter(
			({ name }) => name === 'scheduled-content-pipeline',
		);
		const next = (trigger: string) =>
			workflow.connections[trigger].main[0]?.map(({ node }) => node);
		expect(next('Every Monday at 7')).toEqual(['Posts to illustrate']);
		expect(next('When clicking ‘Execute workflow’')).toEqual(['Posts to illustrate']);
	});
});

describe('compare-three-providers', () => {
	it('gives one row per provider for one prompt and one seed', async () => {
		const result = await run('compare-three-providers');
		const merged = rows(result, 'All three');
		expect(merged.map(({ provider }) => provider)).toEqual(['replicate', 'fal', 'wavespeed']);
		expect(new Set(merged.map(({ prompt }) => prompt)).size).toBe(1);
		expect(merged.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([1024, 1024]));
	});
});

describe('lora-strength-sweep', () => {
	it('gives five different pictures that differ in the strength alone', async () => {
		const result = await run('lora-strength-sweep');
		const made = rows(result, 'Generate image');
		expect(made.map(({ seed }) => seed)).toEqual([42, 42, 42, 42, 42]);
		expect(made.map(({ loras }) => (JSON.parse(String(loras)) as IDataObject[])[0].scale)).toEqual([
			0.2, 0.5, 0.8, 1.1, 1.4,
		]);
		const pictures = await Promise.all(result.outputs('Generate image')[0].map(picturesOf));
		expect(new Set(pictures.flat().map(({ bytes }) => bytes.toString('base64'))).size).toBe(5);
	});
});

describe('fallback-provider', () => {
	const bought = () =>
		sandbox.counters.submits.filter(({ accepted }) => accepted).map(({ site }) => site);

	it('buys at the second provider when the first surely made nothing', async () => {
		const fault = { kind: 'status', status: 402 } as const;
		sandbox.faults.add({ site: 'replicate', step: 'submit', fault });
		const result = await run('fallback-provider');
		expect(rows(result, 'The image')).toMatchObject([{ provider: 'fal', status: 'succeeded' }]);
		expect(bought()).toEqual(['fal']);
	});

	it('asks a person, and buys nothing more, when the first may have made the picture', async () => {
		// The search for the lost task takes 10 s otherwise.
		limits.scaleLimits(100);
		const fault = { kind: 'reset', when: 'beforeTask' } as const;
		sandbox.faults.add({ site: 'replicate', step: 'submit', fault });
		const result = await run('fallback-provider');
		limits.scaleLimits(20);
		expect(rows(result, 'The image')).toEqual([]);
		expect(rows(result, 'Needs a person')).toMatchObject([{ charged: 'unknown' }]);
		expect(sandbox.counters.count('submit')).toBe(1);
	});

	it('does not ask the second provider when the first has the picture', async () => {
		const result = await run('fallback-provider');
		expect(rows(result, 'The image')).toMatchObject([{ provider: 'replicate' }]);
		expect(bought()).toEqual(['replicate']);
	});
});
