import { bought, openShop, type Shop } from '../money/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());

describe('a batch of which every answer is lost', () => {
	// WaveSpeed's list leaves the inputs out, so that each task has to tell its own.
	it.each(['replicate', 'waveSpeed'] as const)(
		'%s: each of 30 items finds its own task, and none is bought twice',
		async (spot) => {
			shop.reset();
			const prompts = Array.from({ length: 30 }, (_, item) => `lost ${item} of thirty`);
			const fault = { kind: 'reset', when: 'afterTask' } as const;
			shop.sandbox.faults.add({ step: 'submit', times: 30, fault });
			const { rows } = await shop.buy(spot, {
				prompts,
				execution: { itemsAtOnce: 30 },
				settings: { onError: 'continueRegularOutput' },
			});
			expect(bought(shop, ...prompts)).toEqual(prompts.map(() => 1));
			expect(rows.map(({ prompt, status }) => [prompt, status])).toEqual(
				prompts.map((prompt) => [prompt, 'succeeded']),
			);
			const owner = new Map(shop.sandbox.tasks().map(({ id, prompt }) => [id, prompt]));
			expect(rows.map(({ taskId }) => owner.get(String(taskId)))).toEqual(prompts);
		},
	);
});
