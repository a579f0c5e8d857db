import type { IDataObject } from 'n8n-workflow';
import { allSpots, spots } from '../engine/spots';
import { bought, openShop, plainModel, type Shop } from '../money/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const settings = { onError: 'continueRegularOutput' } as const;
const retrying = { ...settings, retryOnFail: true, maxTries: 3 };
const seedsSent = () => shop.sandbox.tasks().map(({ input }) => input.seed);
const any = (model: string) => ({
	model: 'anyModel',
	anyModel: { __rl: true, mode: 'id', value: model },
	anyInput: { value: { prompt: 'any' }, schema: [] },
});

describe('a seed that nobody gave', () => {
	test.each(allSpots)('%s: is drawn for each item, sent, and told in the row', async (spot) => {
		const { rows } = await shop.buy(spot, { prompts: ['one', 'two', 'three'] });
		const told = rows.map(({ seed }) => seed);
		expect([...told].sort()).toEqual([...seedsSent()].sort());
		expect(told.every((seed) => Number.isInteger(seed) && Number(seed) >= 0)).toBe(true);
		expect(new Set(told).size).toBe(3);
	});

	it.each([
		['a seed that was given', { options: { seed: 7 } }, 7, 7],
		['-1, by which WaveSpeed draws one itself', { options: { seed: -1 } }, -1, null],
	] as const)('but not in place of %s', async (_, parameters, sent, told) => {
		const { rows } = await shop.buy('waveSpeed', { prompts: ['given'], parameters });
		expect(seedsSent()).toEqual([sent]);
		if (told !== null) expect(rows[0].seed).toBe(told);
	});

	it.each<[string, IDataObject, boolean]>([
		['Any Model that has one', any('wavespeed-ai/flux-schnell'), true],
		[
			'the JSON of Other Model',
			{ model: 'custom', endpoint: 'wavespeed-ai/flux-schnell', input: '{"prompt":"any"}' },
			false,
		],
	])('at %s', async (_, parameters, drawn) => {
		const { rows } = await shop.buy('waveSpeed', { parameters });
		expect(rows[0]).toMatchObject({ status: 'succeeded' });
		expect(typeof seedsSent()[0]).toBe(drawn ? 'number' : 'undefined');
	});

	it('is another one after a refusal by the safety rules, which is bought again', async () => {
		const { rows } = await shop.buy('replicate', { prompts: ['x [nsfw]'], settings: retrying });
		expect(rows[0].error).toBeDefined();
		expect(seedsSent().length).toBeGreaterThan(1);
		expect(new Set(seedsSent()).size).toBe(seedsSent().length);
	});

	test.each(allSpots)('%s: is the one of its task when a retry takes that up', async (spot) => {
		shop.sandbox.faults.add({ step: 'download', fault: { kind: 'status', status: 403 } });
		const { rows } = await shop.buy(spot, { prompts: ['kept'], settings: retrying });
		expect(bought(shop, 'kept')).toEqual([1]);
		expect(rows[0]).toMatchObject({ status: 'succeeded', seed: seedsSent()[0] });
	});

	it('makes the same picture again when it is given', async () => {
		const first = await shop.buy('replicate', { prompts: ['again'] });
		const seed = Number(first.rows[0].seed);
		await shop.buy('replicate', { prompts: ['again'], parameters: { options: { seed } } });
		const [one, two] = shop.sandbox.tasks();
		expect(two.input).toEqual(one.input);
		expect(plainModel[spots.replicate.node]).toBe(two.model);
	});
});
