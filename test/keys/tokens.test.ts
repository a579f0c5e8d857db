import { bought, openShop, type Shop } from '../money/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

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
