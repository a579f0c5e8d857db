import type * as lostFile from '../../nodes/shared/client/lost';
import { builtModule } from '../engine/harness';
import { bought, detailsOf, openShop, type Shop } from '../money/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());

describe('a lost submit never takes a foreign task', () => {
	const settings = { onError: 'continueRegularOutput' } as const;
	const lora = (scale: number) => ({
		model: 'wavespeed-ai/flux-dev-lora',
		lorasMode: 'fields',
		loras: { row: [{ path: 'alvdansen/frosting_lane_flux', scale, triggerWords: '' }] },
	});
	const notMade = { step: 'submit', fault: { kind: 'reset', when: 'beforeTask' } } as const;

	it('one that another lost submit of this process has taken already', async () => {
		shop.reset();
		const made = { step: 'submit', fault: { kind: 'reset', when: 'afterTask' } } as const;
		shop.sandbox.faults.add(made, notMade);
		const first = await shop.buy('replicate', { prompts: ['twins'], settings });
		const second = await shop.buy('replicate', { prompts: ['twins'], settings });
		expect(first.rows[0]).toMatchObject({ status: 'succeeded' });
		expect(detailsOf(second.rows[0])).toMatchObject({ kind: 'unknownOutcome', taskId: null });
		expect(bought(shop, 'twins')).toEqual([1]);
	});

	it('one that differs in a list alone: the strength of its LoRA', async () => {
		shop.reset();
		const theirs = { prompts: ['same words'], parameters: lora(1.5), settings };
		// Bought by another process of the same account, as far as this one remembers.
		const { rows } = await shop.buy('waveSpeed', theirs);
		builtModule<typeof lostFile>('nodes/shared/client/lost.js').forgetClaims();
		shop.sandbox.faults.add(notMade);
		const ours = await shop.buy('waveSpeed', { ...theirs, parameters: lora(0.5) });
		expect(rows[0]).toMatchObject({ status: 'succeeded' });
		expect(detailsOf(ours.rows[0])).toMatchObject({ kind: 'unknownOutcome', taskId: null });
	});
});

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
