import { allSpots, spots } from '../engine/spots';
import { allBought, detailsOf, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const goOn = { onError: 'continueRegularOutput' } as const;
const prompts = (count: number) => Array.from({ length: count }, (_, i) => `lasting ${i}`);

describe('a cause that lasts stops the buying', () => {
	const onlyFew = async (spot: (typeof allSpots)[number], word: string) => {
		const { rows } = await shop.buy(spot, {
			prompts: prompts(20).map((prompt) => `${prompt} ${word}`),
			execution: { itemsAtOnce: 1 },
			settings: goOn,
		});
		const kinds = rows.map((row) => detailsOf(row).kind);
		expect(kinds).toHaveLength(20);
		const notTried = rows.filter((row) => detailsOf(row).kind === 'notTried');
		for (const row of notTried) {
			expect(detailsOf(row)).toMatchObject({ charged: 'no', safeToRetry: true });
		}
		return { rows, notTried: notTried.length };
	};

	test.each(allSpots)('%s: no credit is asked for once', async (spot) => {
		const { rows, notTried } = await onlyFew(spot, '[credit]');
		expect(notTried).toBe(19);
		expect(shop.sandbox.counters.submits).toHaveLength(1);
		expect(rows[19].error).toContain(String(rows[0].error));
	});

	test.each(allSpots)('%s: equal failures end it after the third', async (spot) => {
		const { notTried } = await onlyFew(spot, '[fail]');
		expect(notTried).toBe(17);
		expect(allBought(shop)).toBe(3);
	});

	it('a success in between begins the count anew, and other reasons never add up', async () => {
		const ends = [
			'[fail]',
			'[fail]',
			'',
			'[fail]',
			'[fail]',
			'[refuse]',
			'[refuse]',
			'[refuse]',
			'',
		];
		const { rows } = await shop.buy('fal', {
			prompts: ends.map((word, i) => `series ${i} ${word}`),
			execution: { itemsAtOnce: 1 },
			settings: goOn,
		});
		expect(rows.filter((row) => detailsOf(row).kind === 'notTried')).toEqual([]);
	});

	it('what was accepted is waited for, and its images come', async () => {
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['good 0', 'good 1', 'x [credit]', 'good 2', 'good 3'],
			execution: { itemsAtOnce: 1 },
			settings: goOn,
		});
		expect(rows.map(({ error }) => error === undefined)).toEqual([true, true, false, false, false]);
	});

	it('another model of the same key goes on, where the model is the cause', async () => {
		const missing = { onError: 'continueRegularOutput' } as const;
		const { rows } = await shop.buy('replicate', {
			items: ['a/none', 'a/none', 'black-forest-labs/flux-schnell'].map((model) => ({ model })),
			parameters: {
				model: 'custom',
				endpoint: '={{ $json.model }}',
				input: '{"prompt": "a castle"}',
			},
			execution: { itemsAtOnce: 1 },
			settings: missing,
		});
		const kinds = rows.map((row) => detailsOf(row).kind);
		expect(kinds).toEqual(['modelNotFound', 'notTried', undefined]);
	});

	it('a limit of a day is told once, not waited for by each', async () => {
		shop.sandbox.faults.add({
			step: 'submit',
			times: 99,
			fault: { kind: 'status', status: 429, hint: 'seconds', seconds: 86_400 },
		});
		const { rows } = await shop.buy('fal', {
			prompts: prompts(30),
			execution: { itemsAtOnce: 1 },
			settings: goOn,
		});
		expect(rows.map((row) => detailsOf(row).kind)).toEqual([
			'rateLimited',
			...Array.from({ length: 29 }, () => 'notTried'),
		]);
	});
});

describe('an automatic retry does not buy what must fail again', () => {
	const three = { retryOnFail: true, maxTries: 3, onError: 'continueRegularOutput' } as const;

	test.each(['replicate', 'fal', 'waveSpeed'] as const)(
		'%s: a refusal with a fixed seed is bought once',
		async (spot) => {
			const { rows } = await shop.buy(spot, {
				prompts: ['portrait [refuse]'],
				parameters: { options: { seed: 7 } },
				settings: three,
			});
			expect(allBought(shop)).toBeLessThanOrEqual(1);
			expect(detailsOf(rows[0]).kind).toBe('refused');
		},
	);

	const withLoras = allSpots.filter((spot) => spot !== 'Replicate at a gateway');
	test.each(withLoras)('%s: a LoRA that cannot be loaded is bought once', async (spot) => {
		const model = {
			replicateImage: 'black-forest-labs/flux-dev-lora',
			falImage: 'fal-ai/flux-lora',
			waveSpeedImage: 'wavespeed-ai/flux-dev-lora',
		}[spots[spot].node];
		const path = 'https://files.example/castle.safetensors';
		const single = spots[spot].node === 'replicateImage';
		await shop.buy(spot, {
			prompts: ['portrait [lora]'],
			parameters: {
				model,
				...(single
					? { lora_weights: { __rl: true, mode: 'path', value: path } }
					: { loras: { row: [{ path, scale: 1 }] } }),
			},
			settings: three,
		});
		expect(allBought(shop)).toBe(1);
	});

	test.each(allSpots)('%s: a failure that may pass is bought again', async (spot) => {
		await shop.buy(spot, { prompts: ['portrait [fail]'], settings: three });
		expect(allBought(shop)).toBe(3);
	});
});
