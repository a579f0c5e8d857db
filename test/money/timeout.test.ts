import type { IDataObject } from 'n8n-workflow';
import type { NodeResult } from '../engine/harness';
import { allSpots, gatewaySpots, officialSpots, type SpotName } from '../engine/spots';
import { bought, detailsOf, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop({ seconds: () => 3 });
});
afterAll(async () => await shop.close());

const settings = { onError: 'continueRegularOutput' } as const;

/** One item at each spot, side by side: each waits for its timeout, which is a second at least. */
async function buyAll(
	execution: IDataObject,
	promptOf: (spot: SpotName) => string = (spot) => spot,
): Promise<(spot: SpotName) => { readonly row: IDataObject; readonly id: string }> {
	shop.reset();
	const results = new Map<SpotName, NodeResult>();
	await Promise.all(
		allSpots.map(async (spot) => {
			results.set(spot, await shop.buy(spot, { prompts: [promptOf(spot)], execution, settings }));
		}),
	);
	return (spot) => ({
		row: results.get(spot)?.rows[0] ?? {},
		id: shop.sandbox.tasks().find(({ prompt }) => prompt === promptOf(spot))?.id ?? 'none',
	});
}

const removals = (id: string) =>
	[...shop.sandbox.counters.cancels, ...shop.sandbox.counters.deletes].filter(
		({ taskId }) => taskId === id,
	);

describe("the node's timeout", () => {
	let at: Awaited<ReturnType<typeof buyAll>>;
	beforeAll(async () => {
		at = await buyAll({ timeout: 1 });
	});

	test.each(allSpots)(
		'%s: leaves the task running, names it, and Get fetches it without buying',
		async (spot) => {
			const { row, id } = at(spot);
			expect(row.error).toMatch(
				/^The task is still \w+ after 1 s(?:, \d+ before it in the queue)? \[task /,
			);
			expect(detailsOf(row)).toMatchObject({
				kind: 'timedOut',
				charged: 'yes',
				safeToRetry: false,
				taskId: id,
				nextStep: expect.stringMatching(/Get a Task and its id, or raise Timeout/),
			});
			expect(removals(id)).toEqual([]);
			const fetched = await shop.task(spot, 'get', id);
			expect(fetched.pictures.flat()).toHaveLength(1);
			expect(fetched.rows[0]).toMatchObject({ taskId: id, status: 'succeeded' });
			expect(bought(shop, spot)).toEqual([1]);
		},
	);
});

describe("the node's timeout, when the user chose to cancel", () => {
	let at: Awaited<ReturnType<typeof buyAll>>;
	beforeAll(async () => {
		at = await buyAll({ timeout: 1, cancelOnTimeout: true }, (spot) => `${spot} [slow]`);
	});

	test.each(officialSpots)('%s: cancels at the provider, once', (spot) => {
		const { row, id } = at(spot);
		expect(row.error).toMatch(
			/^(The task ran into the timeout and was cancelled at|The task was cancelled).*\[task /,
		);
		expect(detailsOf(row)).toMatchObject({ charged: 'unknown', taskId: id });
		expect(removals(id)).toEqual([expect.objectContaining({ finished: false })]);
		const { deletes } = shop.sandbox.counters;
		expect(deletes.some(({ taskId }) => taskId === id)).toBe(spot === 'waveSpeed');
	});

	test.each(gatewaySpots)('%s: says that there is no cancel', (spot) => {
		const { row, id } = at(spot);
		expect(row.error).toMatch(/^The task is still \w+ after 1 s/);
		expect(detailsOf(row)).toMatchObject({
			charged: 'yes',
			taskId: id,
			nextStep: expect.stringMatching(/did not take the cancel\. It goes on/),
		});
	});
});

it('gives Replicate the deadline as well, only when the user chose to cancel', async () => {
	shop.reset();
	const execution = { timeout: 60, cancelOnTimeout: true };
	await Promise.all([
		shop.buy('replicate', { prompts: ['with'], execution }),
		shop.buy('replicate', { prompts: ['without'], execution: { timeout: 60 } }),
	]);
	const deadlines = shop.sandbox
		.tasks()
		.map(({ prompt, createdAt, deadline }) => [
			prompt,
			deadline === undefined ? undefined : Math.round((deadline - createdAt) / 1000),
		]);
	expect(Object.fromEntries(deadlines)).toEqual({ with: 60, without: undefined });
});
