import type { NodeRun } from '../engine/harness';
import { allSpots, spots } from '../engine/spots';
import { allBought, bought, detailsOf, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const retrying = (more: NodeRun['settings'] = {}) => ({
	retryOnFail: true,
	maxTries: 3,
	...more,
});

/** Somebody cancels the first task of a prompt at the provider, as soon as it is made. */
function cancelledOnce(prompt: string): NodeRun['onLog'] {
	let done = false;
	return ({ message }) => {
		const task = shop.sandbox.tasks().find((one) => one.prompt === prompt);
		if (done || task === undefined || !/Task submitted|Lost submit found/.test(message)) return;
		done = true;
		task.canceledAt = task.createdAt;
	};
}

describe('Retry On Fail does not pay twice', () => {
	test.each(allSpots)(
		'%s: 4 items, the fourth failing once: 5 tasks, not 8, and 4 pictures',
		async (spot) => {
			const result = await shop.buy(spot, {
				prompts: ['one', 'two', 'three', 'four'],
				settings: retrying(),
				onLog: cancelledOnce('four'),
			});
			expect(result.error).toBeUndefined();
			expect(result.rows.map(({ prompt }) => prompt)).toEqual(['one', 'two', 'three', 'four']);
			expect(result.pictures.flat()).toHaveLength(4);
			expect(bought(shop, 'one', 'two', 'three', 'four')).toEqual([1, 1, 1, 2]);
		},
	);

	test.each(
		allSpots.flatMap((spot) => [
			[spot, 'continueRegularOutput'] as const,
			[spot, 'continueErrorOutput'] as const,
		]),
	)(
		'%s, %s: the first of 4 items always failing, 3 tries: 6 tasks, not 12',
		async (spot, onError) => {
			const result = await shop.buy(spot, {
				prompts: ['one [fail]', 'two', 'three', 'four'],
				settings: retrying({ onError }),
			});
			expect(bought(shop, 'one [fail]', 'two', 'three', 'four')).toEqual([3, 1, 1, 1]);
			const good = [...result.rows, ...result.failed].filter((row) => row.error === undefined);
			expect(good).toHaveLength(3);
		},
	);

	test.each(allSpots)('%s: a loop of 3 rounds over one item buys 3', async (spot) => {
		const result = await shop.buy(spot, { prompts: ['round'], rounds: 3, settings: retrying() });
		expect(result.rows).toHaveLength(3);
		expect(bought(shop, 'round')).toEqual([3]);
	});

	test.each(allSpots)(
		'%s: a picture that could not be fetched is fetched by the next try, without buying',
		async (spot) => {
			const { site } = spots[spot];
			shop.sandbox.faults.add({ site, step: 'download', fault: { kind: 'status', status: 403 } });
			const result = await shop.buy(spot, { prompts: ['picture'], settings: retrying() });
			expect(result.pictures.flat()).toHaveLength(1);
			expect(bought(shop, 'picture')).toEqual([1]);
		},
	);

	test.each(['fal', 'fal at a gateway', 'Replicate at a gateway'] as const)(
		'%s lists no tasks: an unknown outcome is not bought again by itself, but by a person',
		async (spot) => {
			const plan = { step: 'submit', fault: { kind: 'reset', when: 'afterTask' } } as const;
			shop.sandbox.faults.add(plan);
			const failed = await shop.buy(spot, { prompts: ['lost'], settings: retrying() });
			expect(failed.status).toBe('error');
			expect(failed.error?.message).toMatch(/Not submitted again/);
			expect(bought(shop, 'lost')).toEqual([1]);
			const again = await shop.buy(spot, { retryOf: failed, settings: retrying() });
			expect(again.status).toBe('success');
			expect(bought(shop, 'lost')).toEqual([2]);
		},
	);

	it('says so in the row of an unknown outcome, try after try', async () => {
		shop.sandbox.faults.add({ step: 'submit', fault: { kind: 'reset', when: 'afterTask' } });
		const result = await shop.buy('fal', {
			prompts: ['lost', 'fine'],
			settings: retrying({ onError: 'continueRegularOutput' }),
		});
		expect(detailsOf(result.rows[0])).toMatchObject({
			kind: 'unknownOutcome',
			charged: 'unknown',
			safeToRetry: false,
		});
		expect(bought(shop, 'lost', 'fine')).toEqual([1, 1]);
	});

	it('asks again when one answer says that an earlier task failed', async () => {
		// Found by chaos: seed 11, run 942.
		shop.sandbox.faults.add({ step: 'submit', prompt: 'lost', fault: { kind: 'truncated' } });
		shop.sandbox.faults.add({
			step: 'status',
			prompt: 'kept',
			fault: { kind: 'status', status: 500 },
		});
		const result = await shop.buy('fal at a gateway', {
			prompts: ['lost', 'kept'],
			execution: { whenToContinue: 'submitted' },
			settings: retrying({ onError: 'continueRegularOutput' }),
		});
		expect(result.rows[1].taskId).toBe(shop.sandbox.tasks()[1].id);
		expect(bought(shop, 'lost', 'kept')).toEqual([1, 1]);
	});

	it('without Retry On Fail nothing is remembered: a second execution buys', async () => {
		await shop.buy('replicate', { prompts: ['one'] });
		await shop.buy('replicate', { prompts: ['one'] });
		expect(bought(shop, 'one')).toEqual([2]);
	});
});

describe('the Retry button', () => {
	/** An execution whose second item bought a picture that could not be fetched. */
	async function failedOnce(spot: (typeof allSpots)[number]) {
		shop.sandbox.faults.add({
			step: 'download',
			prompt: 'two',
			times: 9,
			fault: { kind: 'status', status: 403 },
		});
		const failed = await shop.buy(spot, { prompts: ['one', 'two'] });
		expect(failed.status).toBe('error');
		expect(allBought(shop)).toBe(2);
		shop.sandbox.faults.clear();
		return failed;
	}

	test.each(allSpots)('%s: with the same parameters it buys nothing', async (spot) => {
		const failed = await failedOnce(spot);
		const result = await shop.buy(spot, { retryOf: failed });
		expect(result.status).toBe('success');
		expect(result.rows.map(({ prompt }) => prompt)).toEqual(['one', 'two']);
		expect(allBought(shop)).toBe(2);
	});

	test.each(allSpots)('%s: with another prompt for one item it buys one', async (spot) => {
		const failed = await failedOnce(spot);
		const prompt = '={{ $json.prompt === "two" ? "three" : $json.prompt }}';
		const result = await shop.buy(spot, { retryOf: failed, parameters: { prompt } });
		expect(result.rows.map((row) => row.prompt)).toEqual(['one', 'three']);
		expect(bought(shop, 'one', 'two', 'three')).toEqual([1, 1, 1]);
	});

	it('on another account it takes up nothing: the tasks there are somebody else’s', async () => {
		const failed = await failedOnce('replicate');
		const credentials = shop.credentials('Replicate at a gateway');
		const result = await shop.buy('replicate', { retryOf: failed, credentials });
		expect(result.status).toBe('success');
		expect(bought(shop, 'one', 'two')).toEqual([2, 2]);
	});

	it('edited, with Retry On Fail: a try that ended before the item changes nothing about that', async () => {
		const failed = await failedOnce('waveSpeed');
		shop.sandbox.faults.add({
			step: 'status',
			prompt: 'one',
			fault: { kind: 'status', status: 401 },
		});
		const prompt = '={{ $json.prompt === "two" ? "three" : $json.prompt }}';
		const result = await shop.buy('waveSpeed', {
			retryOf: failed,
			parameters: { prompt },
			execution: { itemsAtOnce: 1 },
			settings: retrying(),
		});
		expect(result.status).toBe('success');
		expect(bought(shop, 'one', 'two', 'three')).toEqual([1, 1, 1]);
	});

	it('takes up tasks that were not waited for when another item failed', async () => {
		const prompts = ['slow', 'bad [fail]', 'slower'];
		const failed = await shop.buy('replicate', { prompts });
		expect(failed.status).toBe('error');
		const others = shop.sandbox.tasks().filter(({ prompt }) => prompt.startsWith('slow'));
		for (const { id } of others) expect(failed.error?.description).toContain(id);
		await shop.buy('replicate', { retryOf: failed });
		expect(bought(shop, ...prompts)).toEqual([1, 2, 1]);
	});
});
