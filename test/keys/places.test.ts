import type { INodeExecutionData } from 'n8n-workflow';
import sharp from 'sharp';
import type { Step } from '../../sandbox/index';
import {
	allCounters,
	bought,
	counters,
	detailsOf,
	openShop,
	type Counter,
	type Shop,
} from '../money/shop';

let shop: Shop;
let picture: Buffer;
beforeAll(async () => {
	shop = await openShop({ seconds: () => 0.2 });
	// Noise does not shrink: larger than what goes inside a request.
	const noise = Buffer.from(Array.from({ length: 400 * 400 * 3 }, (_, i) => (i * 7919) % 251));
	picture = await sharp(noise, { raw: { width: 400, height: 400, channels: 3 } })
		.png({ compressionLevel: 0 })
		.toBuffer();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

/** Hosts where a key was seen, each with the keys. */
const seen = () =>
	Object.fromEntries(
		Object.entries(shop.sandbox.counters.keysAt)
			.filter(([, keys]) => keys.size > 0)
			.map(([host, keys]) => [host, [...keys]]),
	);

const ownOnly = (counter: Counter) => {
	const { origin, key } = shop.sandbox.sites[counters[counter].site];
	return { [new URL(origin).host]: [key] };
};

describe('a key is seen at its own base address alone', () => {
	test.each(allCounters)('%s: submit, status, result and download', async (counter) => {
		shop.sandbox.faults.add({ times: 99, step: 'submit', fault: { kind: 'foreignUrls' } });
		shop.sandbox.faults.add({ times: 99, step: 'status', fault: { kind: 'foreignUrls' } });
		const result = await shop.buy(counter, { prompts: ['a', 'b'] });
		expect(result.pictures.flat()).toHaveLength(2);
		expect(seen()).toEqual(ownOnly(counter));
	});

	const withImage: ReadonlyArray<readonly [Counter, object]> = [
		['replicate', { model: 'black-forest-labs/flux-dev', options: { image: 'data' } }],
		['fal', { model: 'fal-ai/flux-lora/image-to-image', image_url: 'data' }],
		['waveSpeed', { model: 'wavespeed-ai/flux-dev', options: { image: 'data' } }],
	];
	test.each(withImage)('%s: an upload', async (counter, parameters) => {
		const item: INodeExecutionData = {
			json: { prompt: 'from a picture' },
			binary: {
				data: { data: picture.toString('base64'), mimeType: 'image/png', fileName: 'start.png' },
			},
		};
		const result = await shop.buy(counter, { items: [item], parameters: { ...parameters } });
		expect(result.error).toBeUndefined();
		expect(shop.sandbox.counters.count('upload')).toBeGreaterThan(0);
		expect(seen()).toEqual(ownOnly(counter));
	});

	test.each(allCounters)('%s: the operations Get and Cancel', async (counter) => {
		await shop.buy(counter, { prompts: ['a'], execution: { whenToContinue: 'submitted' } });
		const [{ id }] = shop.sandbox.tasks();
		const settings = { onError: 'continueRegularOutput' } as const;
		await shop.task(counter, 'cancel', id, { settings });
		await shop.task(counter, 'get', id, { settings });
		expect(seen()).toEqual(ownOnly(counter));
	});

	test('the list that is searched for a lost submit', async () => {
		shop.sandbox.faults.add({ step: 'submit', fault: { kind: 'reset', when: 'afterTask' } });
		await shop.buy('replicate', { prompts: ['lost'] });
		expect(shop.sandbox.counters.count('list')).toBeGreaterThan(0);
		expect(seen()).toEqual(ownOnly('replicate'));
	});

	const steps: readonly Step[] = ['submit', 'status', 'cancel'];
	test.each(allCounters.flatMap((counter) => steps.map((step) => [counter, step] as const)))(
		'%s: a redirect of the %s to another host is not followed',
		async (counter, step) => {
			const location = `${shop.sandbox.cdn.origin}/stolen`;
			shop.sandbox.faults.add({ step, times: 99, fault: { kind: 'redirect', location } });
			const settings = { onError: 'continueRegularOutput' } as const;
			const result = await shop.buy(counter, {
				prompts: ['a'],
				settings,
				execution: { whenToContinue: step === 'cancel' ? 'submitted' : 'done', timeout: 1 },
			});
			if (step === 'cancel') {
				await shop.task(counter, 'cancel', shop.sandbox.tasks()[0].id, { settings });
			} else if (counter !== 'fal' || step === 'submit') {
				expect(detailsOf(result.rows[0]).kind).toBe('redirected');
			}
			expect(seen()).toEqual(ownOnly(counter));
			expect(shop.sandbox.counters.requests.filter(({ path }) => /stolen/.test(path))).toEqual([]);
		},
	);
});

describe('tokens for private LoRAs', () => {
	const tokens = {
		huggingFaceToken: 'hf_PrivateTokenOfTheUser',
		civitaiToken: 'civitaiTokenOfTheUser',
	};
	const sent = () => JSON.stringify(shop.sandbox.tasks().map(({ input }) => input));
	const buy = async (path: string, model = 'black-forest-labs/flux-dev-lora') =>
		await shop.buy('replicate', {
			prompts: ['private'],
			parameters: { model, lora_weights: path, loras: { row: [{ path }] } },
			credentials: { ...shop.credentials('replicate'), ...tokens },
			execution: { simplify: false },
			settings: { onError: 'continueRegularOutput' },
		});

	it('go to a model that takes them, for a LoRA at their host, and come out nowhere', async () => {
		const result = await buy('huggingface.co/owner/private-lora');
		expect(bought(shop, 'private')).toEqual([1]);
		expect(sent()).not.toContain(tokens.civitaiToken);
		const text = JSON.stringify([result.rows, result.error, shop.log]);
		for (const token of Object.values(tokens)) expect(text).not.toContain(token.slice(0, 8));
	});

	it('do not go along without such a LoRA', async () => {
		await shop.buy('replicate', {
			prompts: ['plain'],
			parameters: { model: 'black-forest-labs/flux-dev-lora' },
			credentials: { ...shop.credentials('replicate'), ...tokens },
		});
		expect(bought(shop, 'plain')).toEqual([1]);
		for (const token of Object.values(tokens)) expect(sent()).not.toContain(token);
	});
});
