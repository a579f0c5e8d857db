import type { INodeExecutionData } from 'n8n-workflow';
import { allSpots, spots } from '../engine/spots';
import { continueOn, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

/** Good, never sent, failed at the provider, flagged or dropped in part, good. */
const items = [
	{ prompt: 'one' },
	{ prompt: '' },
	{ prompt: 'three [fail]' },
	{ prompt: 'four [refuse]' },
	{ prompt: 'five' },
].map((json, index) => ({ ...json, slug: `item-${index}` }));

const parameters = { prompt: '={{ $json.prompt }}' };
const pairsOf = (rows: readonly INodeExecutionData[]) => rows.map(({ pairedItem }) => pairedItem);
const facts = [
	'kind',
	'charged',
	'safeToRetry',
	'nextStep',
	'taskId',
	'provider',
	'model',
	'status',
	'prompt',
];

describe('a batch in which some items fail', () => {
	it.each(allSpots)('%s: Continue', async (spot) => {
		const run = await stage.generate(spot, parameters, { items, settings: continueOn.regular });
		expect(run.status).toBe('success');
		expect(pairsOf(run.items)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
		expect(run.rows.map(({ error }) => error === undefined)).toEqual([
			true,
			false,
			false,
			false,
			true,
		]);
		expect(run.rows.map(({ prompt }) => prompt)).toMatchObject([
			'one',
			undefined,
			undefined,
			undefined,
			'five',
		]);
		for (const row of run.rows.slice(1, 4)) {
			expect(Object.keys(row)).toEqual(['error', 'details']);
			expect(Object.keys(row.details as object)).toEqual(facts);
		}
		expect(stage.sandbox.counters.submits.map(({ prompt }) => prompt)).not.toContain('');
	});

	it.each(allSpots)('%s: Continue (using error output)', async (spot) => {
		const run = await stage.generate(spot, parameters, { items, settings: continueOn.error });
		expect(run.status).toBe('success');
		expect(pairsOf(run.items)).toEqual([{ item: 0 }, { item: 4 }]);
		expect(run.rows.map(({ prompt }) => prompt)).toEqual(['one', 'five']);
		expect(pairsOf(run.failedItems)).toEqual([1, 2, 3].map((item) => ({ item })));
		for (const [index, row] of run.failed.entries()) {
			// n8n merges the input row's fields in.
			expect(row).toMatchObject({ error: expect.any(String), slug: `item-${index + 1}` });
			expect(Object.keys(row.details as object)).toEqual(facts);
		}
		const tasks = run.failed.map(({ details }) => (details as { taskId: unknown }).taskId);
		expect(tasks[0]).toBeNull();
		expect(tasks[1]).toMatch(/\w{8}/);
	});

	it.each(allSpots)(
		'%s: without either, the failing item is named and the bought ones are listed',
		async (spot) => {
			const run = await stage.generate(spot, parameters, {
				items: [{ prompt: 'one [slow]' }, { prompt: 'two [slow]' }, { prompt: '' }],
			});
			expect(run.status).toBe('error');
			expect(run.error).toMatchObject({ message: 'Prompt is empty' });
			for (const { id } of stage.sandbox.tasks()) expect(run.error?.description).toContain(id);
		},
	);
});

describe('an item that is refused before anything is sent', () => {
	it.each(allSpots)('%s: its row says what it wanted', async (spot) => {
		const count = spots[spot].node === 'replicateImage' ? 'num_outputs' : 'num_images';
		const wrong = { ...parameters, [count]: 99 };
		const run = await stage.generate(spot, wrong, {
			items: [{ prompt: 'too many' }],
			settings: continueOn.regular,
		});
		expect(run.rows[0].details).toMatchObject({
			kind: 'invalidInput',
			model: expect.stringMatching(/^[\w.-]+\/[\w./-]+$/),
			prompt: 'too many',
			taskId: null,
		});
	});

	it('a prompt whose expression throws is not known', async () => {
		const run = await stage.generate(
			'fal',
			{ prompt: '={{ $json.nothing.here.at.all }}' },
			{ items: [{ prompt: 'unread' }], settings: continueOn.regular },
		);
		expect(run.rows[0].details).toMatchObject({ kind: 'invalidInput', prompt: null });
		expect((run.rows[0].details as { model: unknown }).model).toMatch(/^fal-ai\//);
	});
});

describe('a credential that cannot be used fails every item', () => {
	it.each(allSpots)('%s', async (spot) => {
		const typed = { baseUrl: 'not an address' };
		const run = await stage.generate(spot, parameters, {
			items,
			settings: continueOn.error,
			typed,
		});
		expect(run.failed).toHaveLength(5);
		expect(pairsOf(run.failedItems)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
		expect(run.failed[0]).toMatchObject({
			error: "The credential's base URL is not an address",
			details: { kind: 'invalidCredential', charged: 'no' },
		});
	});
});
