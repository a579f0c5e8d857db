import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runNode, type NodeRun } from './harness';

const echo = (options: Partial<NodeRun> = {}) =>
	runNode({
		type: 'n8n-nodes-echo.echo',
		packageFolder: resolve(__dirname, 'echo'),
		parameters: { text: '={{ $json.word }}' },
		items: [{ word: 'one' }, { word: 'two' }],
		credentials: { apiKey: 'secret' },
		...options,
	});

const failingFor = (word: string, behaviour: string) => ({
	text: '={{ $json.word }}',
	behaviour: `={{ $json.word === "${word}" ? "${behaviour}" : "echo" }}`,
});

describe('the harness runs a node of a package through the engine', () => {
	it('gives rows, paired items, binaries and log lines, with credential defaults filled in', async () => {
		const result = await echo();
		expect(result.status).toBe('success');
		expect(result.rows).toEqual([
			{ text: 'one', apiKey: 'secret', useGateway: false, tries: 1, run: 0, mode: 'manual' },
			{ text: 'two', apiKey: 'secret', useGateway: false, tries: 1, run: 0, mode: 'manual' },
		]);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(result.pictures.flat().map(({ bytes }) => bytes.toString())).toEqual(['one', 'two']);
		expect(result.items[0].binary?.data.id).toMatch(/^filesystem-v2:/);
		expect(result.log).toContainEqual(
			expect.objectContaining({ level: 'info', message: 'echoed', metadata: { text: 'two' } }),
		);
	});

	it('stops at a thrown error, which it reports', async () => {
		const result = await echo({ parameters: failingFor('two', 'throw') });
		expect(result).toMatchObject({ status: 'error', rows: [], error: { message: 'thrown' } });
	});

	it('routes a failed row to the error output', async () => {
		const result = await echo({
			parameters: failingFor('one', 'fail'),
			settings: { onError: 'continueErrorOutput' },
		});
		expect(result.rows).toMatchObject([{ text: 'two' }]);
		expect(result.failed).toEqual([{ word: 'one', error: 'failed', details: { i: 0 } }]);
	});

	it('leaves a failed row on the first output when told to continue there', async () => {
		const result = await echo({
			parameters: failingFor('one', 'fail'),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(result.rows).toMatchObject([{ error: 'failed', details: { i: 0 } }, { text: 'two' }]);
	});

	it('tries again on Retry On Fail', async () => {
		const parameters = failingFor('two', 'throw once');
		const result = await echo({ parameters, settings: { retryOnFail: true, maxTries: 2 } });
		expect(result.rows).toMatchObject([{ tries: 2 }, { tries: 2 }]);
	});

	it('presses Retry with the saved context and a changed parameter', async () => {
		const failed = await echo({ parameters: { behaviour: 'throw' } });
		const result = await echo({ retryOf: failed, parameters: { text: 'changed' } });
		expect(result.status).toBe('success');
		expect(result.rows).toMatchObject([
			{ text: 'changed', tries: 2, run: 0, mode: 'retry' },
			{ text: 'changed', tries: 2, run: 0, mode: 'retry' },
		]);
	});

	it('runs the rounds of a loop over the same input', async () => {
		const result = await echo({ rounds: 3, items: [{ word: 'one' }] });
		expect(result.rows).toMatchObject([
			{ text: 'one', run: 0 },
			{ text: 'one', run: 1 },
			{ text: 'one', run: 2 },
		]);
	});

	it.each([
		['a stop by the user', { stop: 5 }],
		["the workflow's timeout", { timeoutMs: 5 }],
	])('reaches the node with %s', async (_name, how) => {
		const result = await echo({ parameters: { behaviour: 'hang', text: 'late' }, ...how });
		expect(result.status).toBe('canceled');
	});

	it('says what to do when the package is not built', async () => {
		const packageFolder = mkdtempSync(join(tmpdir(), 'unbuilt-'));
		const n8n = { nodes: ['dist/Missing.node.js'] };
		writeFileSync(join(packageFolder, 'package.json'), JSON.stringify({ name: 'unbuilt', n8n }));
		await expect(echo({ packageFolder })).rejects.toThrow('run "npm run build" first');
		rmSync(packageFolder, { recursive: true });
	});
});
