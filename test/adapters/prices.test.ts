import { falAdapter } from '../../nodes/Fal/fal';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import type { ProviderAdapter } from '../../nodes/shared/adapter';
import type { Price } from '../../nodes/shared/task';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';

const target = { endpoint: 'wavespeed-ai/flux-dev-lora' };

describe("WaveSpeed's price of an order (models.md 4)", () => {
	const { price, parsePrice } = waveSpeedAdapter('official');

	it('is asked with the whole input and buys nothing', () => {
		expect(price?.(target, { prompt: 'a castle', num_images: 2 })).toEqual({
			service: 'api',
			method: 'POST',
			path: '/model/price',
			body: {
				model_id: 'wavespeed-ai/flux-dev-lora',
				inputs: { prompt: 'a castle', num_images: 2 },
			},
		});
	});

	const answers: ReadonlyArray<readonly [string, object, Price]> = [
		[
			'the discounted price is what is paid',
			{ price: 0.14, discounted_price: 0.126, discount_rate: 90, currency: 'USD' },
			{ amount: 0.126, currency: 'USD' },
		],
		['without a currency it is dollars', { price: 0.015 }, { amount: 0.015, currency: 'USD' }],
		[
			'a discounted price of nothing is no discount',
			{ price: 0.015, discounted_price: 0 },
			{ amount: 0.015, currency: 'USD' },
		],
		['another currency is told', { price: 0.1, currency: 'EUR' }, { amount: 0.1, currency: 'EUR' }],
		['a free model costs nothing', { price: 0 }, { amount: 0, currency: 'USD' }],
	];
	it.each(answers)('%s', (_, data, expected) => {
		expect(parsePrice?.({ code: 200, message: 'success', data })).toEqual(expected);
	});

	it.each([
		['no price', { code: 200, data: {} }],
		['a price in words', { code: 200, data: { price: 'free' } }],
		['a negative price', { code: 200, data: { price: -1 } }],
		['no data', { code: 200 }],
	])('%s is no guess', (_, body) => {
		expect(() => parsePrice?.(body)).toThrow(/price/);
	});
});

describe("fal's price of a unit, and the units it billed (models.md 4)", () => {
	const { tariff, parseTariff, parseTask } = falAdapter('official');
	const prices = [
		{ endpoint_id: 'fal-ai/flux', unit_price: 0.025, unit: 'images', currency: 'USD' },
		{ endpoint_id: 'fal-ai/flux-lora', unit_price: 0.035, unit: 'megapixels', currency: 'USD' },
	];

	it('is asked of the account for one model', () => {
		expect(tariff?.('fal-ai/flux-lora')).toEqual({
			service: 'account',
			method: 'GET',
			path: '/v1/models/pricing',
			query: { endpoint_id: 'fal-ai/flux-lora' },
		});
	});

	it('is that of the model, whatever else is listed', () => {
		const expected = { amount: 0.035, unit: 'megapixels', currency: 'USD' };
		expect(parseTariff?.({ prices }, 'fal-ai/flux-lora')).toEqual(expected);
		expect(() => parseTariff?.({ prices }, 'fal-ai/flux-lora/inpainting')).toThrow(/no price/);
	});

	const headers: ReadonlyArray<readonly [string, string | undefined, number | undefined]> = [
		['whole units', '2', 2],
		['a fraction is kept', '3.008', 3.008],
		['nothing billed', '0', 0],
		['without the header nothing is known', undefined, undefined],
		['words are no number', 'two', undefined],
		['a list is no number', '1, 2', undefined],
	];
	it.each(headers)('%s', (_, value, expected) => {
		const body = { images: [{ url: 'https://v3.fal.media/files/a.png' }], seed: 1 };
		const told: Record<string, string> =
			value === undefined ? {} : { 'x-fal-billable-units': value };
		const ref = { model: 'fal-ai/flux-lora', id: 'one' };
		expect(parseTask({ body, headers: told }, ref).unitsBilled).toBe(expected);
	});
});

describe('where no exact price is told, none is asked for', () => {
	const without: ReadonlyArray<readonly [string, ProviderAdapter]> = [
		['Replicate', replicateAdapter('official')],
		['Replicate at a gateway', replicateAdapter('gateway')],
		['fal at a gateway', falAdapter('gateway')],
		['WaveSpeed at a gateway', waveSpeedAdapter('gateway')],
	];
	it.each(without)('%s', (_, { price, tariff }) => {
		expect([price, tariff]).toEqual([undefined, undefined]);
	});
});
