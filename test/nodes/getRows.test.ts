import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { allBought, openShop, plainModel, type Shop } from '../money/shop';
import { allSpots, spots, type SpotName } from '../engine/spots';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const settings = { onError: 'continueRegularOutput' } as const;

/** Get or Cancel with nothing filled in: what stands in the rows before is what they take. */
async function after(
	spot: SpotName,
	rows: ReadonlyArray<IDataObject | INodeExecutionData>,
	operation = 'get',
) {
	return await shop.buy(spot, { items: rows, parameters: { operation }, settings });
}

describe('Get a Task takes the rows before as they came out', () => {
	test.each(allSpots)('%s: rows of Right After Submitting', async (spot) => {
		const execution = { whenToContinue: 'submitted' };
		const bought = await shop.buy(spot, { prompts: ['one', 'two', 'three'], execution });
		const got = await after(spot, bought.rows);
		expect(got.rows.map(({ taskId, status }) => [taskId, status])).toEqual(
			bought.rows.map(({ taskId }) => [taskId, 'succeeded']),
		);
		expect(got.pictures.flat()).toHaveLength(3);
		expect(allBought(shop)).toBe(3);
	});

	it('several images of a task once, whose rows all come in', async () => {
		const bought = await shop.buy('replicate', {
			prompts: ['three'],
			parameters: { num_outputs: 3 },
		});
		const got = await after('replicate', bought.rows);
		expect(got.rows.map(({ imageNumber }) => imageNumber)).toEqual([1, 2, 3]);
	});

	it('a failed row whose task goes on, and one that has none', async () => {
		shop.sandbox.faults.add({ step: 'download', fault: { kind: 'status', status: 403 } });
		const bought = await shop.buy('fal', { prompts: ['lost file', ' '], settings });
		const got = await after('fal', bought.rows);
		expect(got.rows[0]).toMatchObject({ status: 'succeeded', prompt: null });
		expect(got.rows[1].error).toMatch(/Task ID is empty/);
	});

	it('Cancel a Task takes them as well', async () => {
		const execution = { whenToContinue: 'submitted' };
		const bought = await shop.buy('fal', { prompts: ['x [slow]'], execution });
		const { rows } = await after('fal', bought.rows, 'cancel');
		expect(rows[0]).toMatchObject({ taskId: bought.rows[0].taskId, outcome: 'cancelled' });
		expect(plainModel[spots.fal.node]).toBe(rows[0].model);
	});
});
