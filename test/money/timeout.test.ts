import { allCounters, bought, counters, detailsOf, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop({ seconds: () => 1.4 });
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const settings = { onError: 'continueRegularOutput' } as const;

describe("the node's timeout", () => {
	test.each(allCounters)(
		'%s: leaves the task running, names it, and Get fetches it without buying',
		async (counter) => {
			const result = await shop.buy(counter, {
				prompts: ['long'],
				execution: { timeout: 1 },
				settings,
			});
			const details = detailsOf(result.rows[0]);
			const [task] = shop.sandbox.tasks();
			expect(details).toMatchObject({
				kind: 'timedOut',
				charged: 'yes',
				safeToRetry: false,
				taskId: task.id,
			});
			expect(shop.sandbox.counters.cancels).toEqual([]);
			expect(shop.sandbox.counters.deletes).toEqual([]);
			const fetched = await shop.task(counter, 'get', task.id);
			expect(fetched.pictures.flat()).toHaveLength(1);
			expect(fetched.rows[0]).toMatchObject({ taskId: task.id, status: 'succeeded' });
			expect(bought(shop, 'long')).toEqual([1]);
		},
	);

	test.each(allCounters.filter((counter) => counters[counter].apiType === 'official'))(
		'%s: cancels at the provider when the user chose so, once',
		async (counter) => {
			const result = await shop.buy(counter, {
				prompts: ['long'],
				execution: { timeout: 1, cancelOnTimeout: true },
				settings,
			});
			const { cancels, deletes } = shop.sandbox.counters;
			const [task] = shop.sandbox.tasks();
			expect(detailsOf(result.rows[0]).taskId).toBe(task.id);
			const removals = [...cancels, ...deletes];
			expect(removals.map(({ taskId }) => taskId)).toEqual([task.id]);
			expect(removals[0].finished).toBe(false);
			expect(counters[counter].site === 'waveSpeed' ? deletes : cancels).toHaveLength(1);
		},
	);

	it('gives Replicate the deadline as well, only then', async () => {
		const execution = { timeout: 60, cancelOnTimeout: true };
		await shop.buy('replicate', { prompts: ['with'], execution });
		await shop.buy('replicate', { prompts: ['without'], execution: { timeout: 60 } });
		const deadlines = shop.sandbox
			.tasks()
			.map(({ prompt, createdAt, deadline }) => [
				prompt,
				deadline === undefined ? undefined : Math.round((deadline - createdAt) / 1000),
			]);
		expect(deadlines).toEqual([
			['with', 60],
			['without', undefined],
		]);
	});
});
