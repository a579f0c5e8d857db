import { allSpots, spots } from '../engine/spots';
import { bought, countField, detailsOf, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const settings = { onError: 'continueRegularOutput' } as const;
const prompts = (count: number) => Array.from({ length: count }, (_, i) => `cap ${i}`);

describe('Maximum Images per Execution', () => {
	test.each(allSpots)('%s: counts over items, before a submit', async (spot) => {
		const result = await shop.buy(spot, {
			prompts: prompts(5),
			execution: { maxImages: 3 },
			settings,
		});
		expect(bought(shop, ...prompts(5))).toEqual([1, 1, 1, 0, 0]);
		for (const row of result.rows.slice(3)) {
			expect(row.error).toMatch(/Not submitted, nothing charged/);
			expect(row.error).toMatch(/this execution may order at most 3 images$/);
			expect(detailsOf(row)).toMatchObject({
				kind: 'capReached',
				charged: 'no',
				safeToRetry: true,
			});
		}
	});

	test.each(allSpots)('%s: counts pictures, not tasks', async (spot) => {
		const count = countField[spots[spot].node];
		await shop.buy(spot, {
			prompts: prompts(3),
			execution: { maxImages: 5 },
			parameters: { [count]: 2 },
			settings,
		});
		expect(bought(shop, ...prompts(3))).toEqual([1, 1, 0]);
	});

	it('counts over the rounds of a loop', async () => {
		await shop.buy('fal', { prompts: ['round'], rounds: 4, execution: { maxImages: 2 }, settings });
		expect(bought(shop, 'round')).toEqual([2]);
	});

	it('counts over tries: what is bought again counts again', async () => {
		await shop.buy('fal', {
			prompts: ['again [fail]'],
			execution: { maxImages: 2 },
			settings: { ...settings, retryOnFail: true, maxTries: 5 },
		});
		expect(bought(shop, 'again [fail]')).toEqual([2]);
	});

	it('gives back what was surely not bought', async () => {
		shop.sandbox.faults.add({
			step: 'submit',
			prompt: 'cap 0',
			times: 9,
			fault: { kind: 'status', status: 400 },
		});
		await shop.buy('fal', {
			prompts: prompts(3),
			execution: { maxImages: 2, itemsAtOnce: 1 },
			settings,
		});
		expect(bought(shop, ...prompts(3))).toEqual([0, 1, 1]);
	});

	it('is 100 unless set, and 0 means none', async () => {
		await shop.buy('replicate', { prompts: prompts(104), settings });
		expect(bought(shop, ...prompts(104)).filter((count) => count === 1)).toHaveLength(100);
		shop.sandbox.reset();
		await shop.buy('replicate', { prompts: prompts(104), execution: { maxImages: 0 }, settings });
		expect(bought(shop, ...prompts(104)).filter((count) => count === 1)).toHaveLength(104);
	});
});
