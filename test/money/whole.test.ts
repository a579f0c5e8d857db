import type { NodeResult, NodeRun } from '../engine/harness';
import { allSpots, spots } from '../engine/spots';
import { allBought, bought, countField, detailsOf, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const goOn = { onError: 'continueRegularOutput' } as const;
const prompts = (count: number, wrong: readonly number[] = []) =>
	Array.from({ length: count }, (_, i) => (wrong.includes(i) ? '' : `whole ${i}`));
const errorOf = ({ error }: NodeResult) => {
	if (error === undefined) throw new Error('The run did not fail');
	return error;
};

describe('a run is looked at whole before anything is bought', () => {
	test.each(allSpots)('%s: one empty prompt among 60 buys nothing under Stop', async (spot) => {
		const error = errorOf(await shop.buy(spot, { prompts: prompts(60, [50]) }));
		expect(allBought(shop)).toBe(0);
		expect(error.message).toBe('Prompt is empty');
		expect(error.item).toBe(50);
		expect(error.description).toMatch(/^Nothing was bought\. /);
	});

	test.each(allSpots)('%s: the other wrong items are counted and named', async (spot) => {
		const error = errorOf(await shop.buy(spot, { prompts: prompts(30, [7, 9, 21]) }));
		expect(error.item).toBe(7);
		expect(error.description).toMatch(
			/^Nothing was bought\. 2 other items are wrong too: items 9, 21\. /,
		);
	});

	test.each(allSpots)('%s: under Continue the wrong item is its own row', async (spot) => {
		const { rows } = await shop.buy(spot, { prompts: prompts(6, [3]), settings: goOn });
		expect(allBought(shop)).toBe(5);
		expect(rows.map(({ error }) => error !== undefined)).toEqual([0, 0, 0, 1, 0, 0].map(Boolean));
		expect(detailsOf(rows[3])).toMatchObject({ kind: 'invalidInput', charged: 'no' });
	});

	test.each(allSpots)(
		'%s: 120 items and the usual maximum buy nothing under Stop',
		async (spot) => {
			const error = errorOf(await shop.buy(spot, { prompts: prompts(120) }));
			expect(allBought(shop)).toBe(0);
			expect(error.message).toBe(
				'This run would order 120 images; Maximum Images per Execution is 100',
			);
			expect(error.description).toMatch(/^Nothing was bought\. Raise Maximum Images per Execution/);
		},
	);

	it('counts images, not items', async () => {
		const parameters = { [countField[spots.fal.node]]: 4 };
		const error = errorOf(await shop.buy('fal', { prompts: prompts(30), parameters }));
		expect(allBought(shop)).toBe(0);
		expect(error.message).toMatch(/^This run would order 120 images/);
	});

	it('asks the sum of all prices before the first order, once for equal ones', async () => {
		const execution = { maxCost: 0.01 };
		const error = errorOf(await shop.buy('waveSpeed', { prompts: prompts(12), execution }));
		expect(allBought(shop)).toBe(0);
		expect(error.message).toMatch(
			/^This run would cost [\d.]+ USD; Maximum Cost per Execution is 0\.01$/,
		);
		expect(error.description).toMatch(/^Nothing was bought\. Raise Maximum Cost/);
	});

	it('a retry is not refused by a maximum that its own purchases fill', async () => {
		const faulty: NodeRun['onLog'] = ({ message }) => {
			if (!message.includes('Task submitted')) return;
			shop.sandbox.faults.clear();
		};
		shop.sandbox.faults.add({
			step: 'submit',
			prompt: 'whole 2',
			times: 9,
			fault: { kind: 'status', status: 400 },
		});
		const { rows, error } = await shop.buy('fal', {
			prompts: prompts(3),
			execution: { maxImages: 3, itemsAtOnce: 1 },
			settings: { retryOnFail: true, maxTries: 3 },
			onLog: faulty,
		});
		expect(error).toBeUndefined();
		expect(rows).toHaveLength(3);
		expect(bought(shop, ...prompts(3))).toEqual([1, 1, 1]);
	});

	it('what an expression gave when it was checked is what is sent', async () => {
		const { rows } = await shop.buy('replicate', {
			prompts: prompts(5),
			parameters: { prompt: '={{ $json.prompt + " " + Math.random() }}' },
		});
		const sent = shop.sandbox.tasks().map(({ prompt }) => prompt);
		expect(rows.map(({ prompt }) => prompt).sort()).toEqual([...sent].sort());
	});
});

describe("n8n's log tells where a batch is", () => {
	const linesOf = (spot: (typeof allSpots)[number]) =>
		shop.log
			.map(({ message }) => message)
			.filter((message) => /items? done|ordered at most/.test(message))
			.map((message) => [spot, message.replace(/^.* Image: | \(execution.*$/g, '')].join(': '));

	test.each(allSpots)('%s: at the start and at each tenth of the way', async (spot) => {
		const few = prompts(20).map((prompt, i) => (i === 3 ? `${prompt} [fail]` : prompt));
		await shop.buy(spot, { prompts: few, execution: { itemsAtOnce: 1 }, settings: goOn });
		const [first, ...steps] = linesOf(spot);
		expect(first).toBe(`${spot}: 20 items, 20 images ordered at most, 1 at once`);
		expect(steps).toHaveLength(10);
		expect(steps[0]).toMatch(/: 2 of 20 items done, 0 failed, 0 running, 2 images bought/);
		expect(steps[9]).toMatch(/: 20 of 20 items done, 1 failed, 0 running, 20 images bought/);
	});

	it('says nothing of a single item that its own line does not', async () => {
		await shop.buy('fal', { prompts: ['alone'] });
		expect(linesOf('fal')).toEqual([]);
	});
});
