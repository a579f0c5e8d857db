import { spots, type SpotName } from '../engine/spots';
import { countField, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const prompts = (count: number) => Array.from({ length: count }, (_, i) => `cost ${i}`);

const asked = (path: string) =>
	shop.sandbox.counters.requests.filter((request) => request.path.split('?')[0].endsWith(path))
		.length;
const prices = () => asked('/model/price');

/** What the sandbox takes for one picture of the counter's model. */
const EACH = 0.003;

describe('the cost in a row', () => {
	const cases: ReadonlyArray<readonly [SpotName, number | null, string | null]> = [
		['waveSpeed', EACH, 'USD'],
		// 1024 × 768 is one megapixel by fal's rounding, at 0.035 each.
		['fal', 0.035, 'USD'],
		['replicate', null, null],
		['Replicate at a gateway', null, null],
		['fal at a gateway', null, null],
	];
	it.each(cases)('%s: each picture carries its share: %s %s', async (counter, cost, currency) => {
		const count = countField[spots[counter].node];
		const { rows } = await shop.buy(counter, {
			prompts: ['two'],
			parameters: { [count]: 2 },
		});
		expect(rows.map((row) => [row.cost, row.currency])).toEqual([
			[cost, currency],
			[cost, currency],
		]);
	});

	it.each(['waveSpeed', 'fal'] as const)(
		'%s: one row a task carries all of it',
		async (counter) => {
			const { rows } = await shop.buy(counter, {
				prompts: ['two'],
				parameters: { num_images: 2 },
				execution: { output: 'perTask', simplify: false },
			});
			const whole = counter === 'fal' ? 0.07 : 2 * EACH;
			expect(rows).toHaveLength(1);
			expect(rows[0]).toMatchObject({ cost: whole, currency: 'USD' });
			const units = { units: 2, unit: 'megapixels', unitPrice: 0.035 };
			expect(rows[0].details).toMatchObject({
				billing: { amount: whole, currency: 'USD', ...(counter === 'fal' && units) },
			});
		},
	);

	it('fal: Get a Task tells what was billed', async () => {
		const { rows } = await shop.buy('fal', { prompts: ['later'] });
		const got = await shop.task('fal', 'get', String(rows[0].taskId));
		expect(got.rows[0]).toMatchObject({ cost: 0.035, currency: 'USD' });
	});

	it('WaveSpeed: right after submitting, the row has the price of the order', async () => {
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['later'],
			execution: { whenToContinue: 'submitted' },
		});
		expect(rows[0]).toMatchObject({ cost: EACH, imageNumber: null });
		expect(prices()).toBe(1);
	});

	it.each(['waveSpeed', 'fal'] as const)(
		'%s: twenty prompts ask for the price once',
		async (counter) => {
			const { rows } = await shop.buy(counter, { prompts: prompts(20) });
			expect(rows.filter(({ cost }) => typeof cost === 'number')).toHaveLength(20);
			expect(prices() + asked('/v1/models/pricing')).toBe(1);
		},
	);

	it('WaveSpeed: another number of pictures is another price', async () => {
		await shop.buy('waveSpeed', { prompts: ['one'] });
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['three'],
			parameters: { num_images: 3 },
		});
		expect(rows.map(({ cost }) => cost)).toEqual([EACH, EACH, EACH]);
		expect(prices()).toBe(2);
	});

	it.each(['waveSpeed', 'fal'] as const)(
		'%s: a price that cannot be had costs no picture',
		async (counter) => {
			shop.sandbox.faults.add({
				step: counter === 'fal' ? 'account' : 'other',
				times: 99,
				fault: { kind: 'status', status: 500 },
			});
			const { rows, pictures } = await shop.buy(counter, { prompts: ['dear'] });
			expect(pictures[0]).toHaveLength(1);
			expect(rows[0]).toMatchObject({ status: 'succeeded', cost: null, currency: null });
		},
	);
});
