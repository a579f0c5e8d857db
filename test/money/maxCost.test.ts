import type { IDataObject } from 'n8n-workflow';
import { allBought, bought, detailsOf, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const settings = { onError: 'continueRegularOutput' } as const;
const prompts = (count: number) => Array.from({ length: count }, (_, i) => `cost ${i}`);

/** What the sandbox takes for one picture of the counter's model. */
const EACH = 0.003;

describe('Maximum Cost per Execution', () => {
	it('buys what is left for, and nothing beyond', async () => {
		const { rows } = await shop.buy('waveSpeed', {
			prompts: prompts(5),
			execution: { maxCost: 3 * EACH },
			settings,
		});
		expect(bought(shop, ...prompts(5)).sort()).toEqual([0, 0, 1, 1, 1]);
		const refused = rows.filter(({ error }) => error !== undefined);
		expect(refused).toHaveLength(2);
		for (const row of refused) {
			expect(row.error).toMatch(/Not submitted, nothing charged: this order costs 0\.003 USD/);
			expect(detailsOf(row)).toMatchObject({ kind: 'capReached', charged: 'no' });
			expect(detailsOf(row).nextStep).toMatch(/Maximum Cost per Execution/);
		}
	});

	it('counts over the rounds of a loop', async () => {
		const execution = { maxCost: 2 * EACH };
		await shop.buy('waveSpeed', { prompts: ['round'], rounds: 4, execution, settings });
		expect(bought(shop, 'round')).toEqual([2]);
	});

	it('gives back what was surely not bought', async () => {
		shop.sandbox.faults.add({
			step: 'submit',
			prompt: 'cost 0',
			times: 9,
			fault: { kind: 'status', status: 400 },
		});
		await shop.buy('waveSpeed', {
			prompts: prompts(3),
			execution: { maxCost: 2 * EACH, itemsAtOnce: 1 },
			settings,
		});
		expect(bought(shop, ...prompts(3))).toEqual([0, 1, 1]);
	});

	it('refuses to buy when the price cannot be had: a bound that cannot be held is none', async () => {
		shop.sandbox.faults.add({ step: 'other', times: 99, fault: { kind: 'status', status: 500 } });
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['blind'],
			execution: { maxCost: 1 },
			settings,
		});
		expect(bought(shop, 'blind')).toEqual([0]);
		expect(rows[0].error).toMatch(/told no price/);
		expect(detailsOf(rows[0])).toMatchObject({ kind: 'capReached', charged: 'no' });
	});

	it('refuses at a gateway, which has no price list', async () => {
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['resold'],
			execution: { maxCost: 1 },
			credentials: { ...shop.credentials('waveSpeed'), apiType: 'gateway' },
			settings,
		});
		expect(bought(shop, 'resold')).toEqual([0]);
		expect(rows[0].error).toMatch(/no price list/);
	});

	/** Any Model and Other Model, without a word on the driver of the price. */
	const any = (model: string, value: IDataObject = {}) => ({
		prompt: undefined,
		model: 'anyModel',
		anyModel: { __rl: true, mode: 'id', value: model },
		anyInput: { value: { prompt: 'a clip', ...value }, schema: [] },
	});
	const other = {
		model: 'custom',
		endpoint: 'sandbox/clip',
		input: '{"prompt":"a clip"}',
		prompt: undefined,
	};
	it.each([
		['with the default of what is left out: 10 × 0.15', any('sandbox/clip'), /costs 1\.5 USD/],
		['what is filled in: 4 × 0.15', any('sandbox/clip', { duration: 4 }), /costs 0\.6 USD/],
		['no default told', any('sandbox/long-clip'), /what it takes for duration/],
		['free JSON', other, /only where the price of this input begins \(0\.15 USD\)/],
	])('is held against the price %s', async (_, parameters, words) => {
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['x'],
			parameters,
			execution: { maxCost: 0.5 },
			settings,
		});
		expect(rows[0].error).toMatch(words);
		expect(detailsOf(rows[0])).toMatchObject({ kind: 'capReached', charged: 'no' });
		expect(allBought(shop)).toBe(0);
	});

	it('lets through what fits with its driver written down', async () => {
		const { rows } = await shop.buy('waveSpeed', {
			parameters: any('sandbox/long-clip', { duration: 3 }),
			execution: { maxCost: 0.5 },
			settings,
		});
		expect(rows[0]).toMatchObject({ status: 'succeeded', cost: 0.45 });
	});

	it('a task that was bought is taken up by a retry and counts once', async () => {
		shop.sandbox.faults.add({
			step: 'status',
			times: 1,
			fault: { kind: 'status', status: 401 },
		});
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['again'],
			execution: { maxCost: EACH },
			settings: { ...settings, retryOnFail: true, maxTries: 3 },
		});
		expect(bought(shop, 'again')).toEqual([1]);
		expect(rows[0]).toMatchObject({ status: 'succeeded', cost: EACH });
	});
});
