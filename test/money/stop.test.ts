import { allSpots, isOfficial, spots } from '../engine/spots';
import { allBought, bought, openShop, plainModel, type Shop } from './shop';

let shop: Shop;
/** A return that waited for a task's own end would outlive the test. */
const endless = 600;
let seconds = 0.06;
beforeAll(async () => {
	shop = await openShop({ seconds: () => seconds });
});
afterAll(async () => await shop.close());
beforeEach(() => {
	seconds = endless;
	shop.reset();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when so many tasks are made, and a moment later. */
async function made(count: number, ms = 30): Promise<void> {
	while (allBought(shop) < count) await pause(2);
	await pause(ms);
}

async function until(done: () => boolean): Promise<void> {
	for (let waited = 0; !done() && waited < 3000; waited += 5) await pause(5);
}

const removed = () => [...shop.sandbox.counters.cancels, ...shop.sandbox.counters.deletes];

describe('a stop by the user', () => {
	test.each(allSpots)(
		'%s: returns while the tasks run, cancels each once, buys nothing after',
		async (spot) => {
			const prompts = Array.from({ length: 8 }, (_, i) => `stop ${i}`);
			const result = await shop.buy(spot, {
				prompts,
				execution: { itemsAtOnce: 4 },
				settings: { retryOnFail: true, maxTries: 3 },
				stop: made(4),
			});
			expect(result.status).toBe('canceled');
			const official = isOfficial(spot);
			if (official) await until(() => removed().length >= 4);
			await until(
				() => shop.log.filter(({ message }) => /After the stop/.test(message)).length >= 4,
			);
			const ids = shop.sandbox.tasks().map(({ id }) => id);
			expect(ids).toHaveLength(4);
			if (official)
				expect(
					removed()
						.map(({ taskId }) => taskId)
						.sort(),
				).toEqual([...ids].sort());
			expect(removed().filter(({ finished }) => finished)).toEqual([]);
			expect(allBought(shop)).toBe(4);
			for (const id of ids) {
				const lines = shop.log.filter(({ metadata }) =>
					JSON.stringify(metadata ?? {}).includes(id),
				);
				expect(lines.map(({ level }) => level)).toEqual(['info', 'info']);
				expect(lines[0].metadata).toMatchObject({
					taskId: id,
					model: plainModel[spots[spot].node],
				});
			}
		},
	);

	test.each(allSpots)(
		'%s: a submit in flight still brings its id, which is then cancelled',
		async (spot) => {
			shop.sandbox.faults.add({ step: 'submit', fault: { kind: 'late', ms: 60 } });
			const result = await shop.buy(spot, { prompts: ['in flight'], stop: made(1, 5) });
			expect(result.status).toBe('canceled');
			const cancels = isOfficial(spot);
			if (cancels) await until(() => removed().length > 0);
			await until(() => shop.log.some(({ message }) => /After the stop/.test(message)));
			if (cancels) expect(removed()).toHaveLength(1);
			const { id } = shop.sandbox.tasks()[0];
			expect(shop.log).toContainEqual(
				expect.objectContaining({ metadata: expect.objectContaining({ taskId: id, item: 0 }) }),
			);
		},
	);

	test.each(allSpots.filter(isOfficial))(
		'%s: returns though no cancel, status or submit is answered any more',
		async (spot) => {
			const silence = { kind: 'stallHeaders' } as const;
			const plans = (['cancel', 'status', 'submit'] as const).map((step) => ({
				...{ step, times: 99, fault: silence },
			}));
			const stop = made(2).then(() => shop.sandbox.faults.add(...plans));
			const prompts = ['one', 'two', 'three'];
			const execution = { itemsAtOnce: 2 };
			expect((await shop.buy(spot, { prompts, execution, stop })).status).toBe('canceled');
			expect(allBought(shop)).toBe(2);
		},
	);

	it('cancels a task whose submit was lost, and says in the log what cannot be found', async () => {
		shop.sandbox.faults.add({ step: 'submit', fault: { kind: 'reset', when: 'afterTask' } });
		await shop.buy('replicate', { prompts: ['lost'], stop: made(1, 0) });
		await until(() => removed().length > 0);
		expect(removed()).toHaveLength(1);

		shop.reset();
		shop.sandbox.faults.add({ step: 'submit', fault: { kind: 'stallHeaders', made: true } });
		await shop.buy('fal', { prompts: ['lost'], stop: made(1, 0) });
		await until(() => shop.log.some(({ message }) => /it is not known whether/.test(message)));
		expect(shop.log).toContainEqual(
			expect.objectContaining({
				level: 'info',
				message: expect.stringMatching(/it is not known whether/),
			}),
		);
	});

	it('never deletes a WaveSpeed task that has finished', async () => {
		seconds = 1;
		shop.sandbox.faults.add({ step: 'download', fault: { kind: 'stallBody' }, times: 9 });
		const ended = (async () => {
			await made(1);
			const [task] = shop.sandbox.tasks();
			await until(() => Date.now() > task.endsAt + 20);
		})();
		await shop.buy('waveSpeed', { prompts: ['done'], stop: ended });
		await pause(150);
		expect(shop.sandbox.counters.deletes).toEqual([]);
	});

	it('asks WaveSpeed for the status before each delete', async () => {
		await shop.buy('waveSpeed', { prompts: ['one'], stop: made(1) });
		await until(() => removed().length > 0);
		const steps = shop.sandbox.counters.requests.map(({ step }) => step);
		expect(steps.at(-1)).toBe('cancel');
		expect(['status', 'result']).toContain(steps.at(-2));
	});

	test.each([{ kind: 'wrongTypes' }, { kind: 'unknownStatus', word: 'archived' }] as const)(
		'never deletes a WaveSpeed task whose status nobody knows: $kind',
		async (fault) => {
			// Found by chaos: seed 13, run 1146.
			const stop = made(1, 20).then(() => {
				shop.sandbox.faults.add({ step: 'status', times: 99, fault });
			});
			await shop.buy('waveSpeed', { prompts: ['one'], stop });
			await until(() => shop.log.some(({ message }) => /After the stop/.test(message)));
			expect(shop.sandbox.counters.deletes).toEqual([]);
		},
	);

	it('asks again before a delete is sent again', async () => {
		shop.sandbox.faults.add({ step: 'cancel', fault: { kind: 'reset', when: 'beforeTask' } });
		await shop.buy('waveSpeed', { prompts: ['one'], stop: made(1) });
		await until(() => removed().length > 0);
		const last = shop.sandbox.counters.requests.map(({ step }) => step === 'cancel');
		expect(last.filter(Boolean)).toHaveLength(2);
		// Between the two, and right before each, the task is asked for.
		expect(last.slice(-2)).toEqual([false, true]);
		expect(last[last.indexOf(true) - 1]).toBe(false);
	});

	it('gives up items that wait for a place, without buying', async () => {
		seconds = 1;
		shop.sandbox.setLimits({ concurrent: 1 });
		const prompts = ['a', 'b', 'c', 'd', 'e'];
		const result = await shop.buy('replicate', { prompts, stop: made(1, 60) });
		expect(result.status).toBe('canceled');
		await pause(200);
		expect(allBought(shop)).toBe(1);
		shop.sandbox.setLimits({});
	});

	it('gives up while an earlier try is taken up, and cancels it', async () => {
		seconds = 1;
		const prompts = ['bad [fail]', 'kept [slow]'];
		const result = await shop.buy('replicate', {
			prompts,
			settings: { retryOnFail: true, maxTries: 5 },
			stop: made(3, 20),
		});
		expect(result.status).toBe('canceled');
		const kept = shop.sandbox.tasks().find(({ prompt }) => prompt === 'kept [slow]');
		await until(() => removed().some(({ taskId }) => taskId === kept?.id));
		expect(removed().filter(({ taskId }) => taskId === kept?.id)).toHaveLength(1);
		expect(bought(shop, 'kept [slow]')).toEqual([1]);
	});
});

describe("the workflow's timeout", () => {
	it('does the same as a stop', async () => {
		const result = await shop.buy('replicate', { prompts: ['one', 'two'], timeoutMs: 250 });
		expect(result.status).toBe('canceled');
		await until(() => removed().length >= 2);
		expect(removed()).toHaveLength(2);
	});
});
