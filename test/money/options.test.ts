import { bought, detailsOf, openShop, type Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const settings = { onError: 'continueRegularOutput' } as const;

describe('a maximum that an expression does not give bounds nothing, so nothing is bought', () => {
	it.each([
		['maxCost', 'a field that is not there', '={{ $json.budget }}'],
		['maxCost', 'an empty text', '={{ "" }}'],
		['maxCost', 'a blank', '={{ " " }}'],
		['maxCost', 'an empty list', '={{ [] }}'],
		['maxCost', 'false', '={{ false }}'],
		['maxImages', 'an empty list', '={{ [] }}'],
		['maxImages', 'false', '={{ false }}'],
	])('%s: %s', async (name, _, value) => {
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['a castle'],
			execution: { [name]: value },
			settings,
		});
		expect(bought(shop, 'a castle')).toEqual([0]);
		expect(detailsOf(rows[0])).toMatchObject({ kind: 'invalidInput', charged: 'no' });
		expect(rows[0].error).toMatch(/^Maximum (?:Cost|Images) per Execution must be a number from 0/);
	});

	it('a text with a number in it is one', async () => {
		await shop.buy('waveSpeed', {
			prompts: ['a castle'],
			execution: { maxCost: '={{ "1.5" }}', maxImages: '={{ "3" }}' },
		});
		expect(bought(shop, 'a castle')).toEqual([1]);
	});
});

describe('options by an expression', () => {
	it('a number as file name and as field name is a text', async () => {
		const { rows, items } = await shop.buy('waveSpeed', {
			items: [{ id: 42, prompt: 'a castle' }],
			execution: { fileName: '={{ $json.id }}', binaryPropertyName: '={{ 7 }}' },
		});
		expect(rows[0].fileName).toMatch(/^42\./);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['7']);
	});

	it.each([
		['onFlagged', 'If an Image Is Flagged must be one of fail, return, drop; it is "stop"', 'stop'],
		['output', 'Output must be one of perImage, perTask; it is "image"', 'image'],
		['whenToContinue', 'When to Continue must be one of done, submitted; it is "later"', 'later'],
	])('%s: an unknown word is refused, not taken for another', async (name, words, value) => {
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['a castle'],
			execution: { [name]: `={{ "${value}" }}` },
			settings,
		});
		expect(rows[0].error).toBe(words);
		expect(bought(shop, 'a castle')).toEqual([0]);
	});

	it('a switch that a sheet brings as a text is read, and any other word refused', async () => {
		const simplify = async (word: string) =>
			await shop.buy('waveSpeed', {
				prompts: [word],
				execution: { simplify: `={{ "${word}" }}` },
				settings,
			});
		const { rows } = await simplify('false');
		expect(rows[0]).toHaveProperty('details.id');
		const { rows: others } = await simplify('perhaps');
		expect(others[0].error).toBe('Simplify must be true or false, yes or no; it is "perhaps"');
		expect(bought(shop, 'false', 'perhaps')).toEqual([1, 0]);
	});

	it('a choice that an expression does not give is the usual one', async () => {
		const { rows } = await shop.buy('waveSpeed', {
			prompts: ['a castle'],
			execution: { onFlagged: '={{ $json.none }}', output: '={{ "" }}' },
		});
		expect(rows[0]).toMatchObject({ status: 'succeeded', imageNumber: 1 });
	});

	it('a wrong value in the first item fails that item alone', async () => {
		const { rows } = await shop.buy('waveSpeed', {
			items: [
				{ prompt: 'first', seconds: 'soon' },
				{ prompt: 'second', seconds: 60 },
			],
			execution: { timeout: '={{ $json.seconds }}' },
			settings,
		});
		expect(rows[0].error).toMatch(/Timeout must be a number/);
		expect(rows[1]).toMatchObject({ prompt: 'second', status: 'succeeded' });
	});
});

describe('the price of a model that the node does not know', () => {
	it('is asked again for another prompt: such a model may be paid by its length', async () => {
		await shop.buy('waveSpeed', {
			prompts: ['short', 'very much longer'],
			parameters: {
				model: 'anyModel',
				anyModel: { __rl: true, mode: 'id', value: 'sandbox/anything' },
				anyInput: {
					mappingMode: 'defineBelow',
					value: { prompt: '={{ $json.prompt }}' },
					schema: [],
				},
			},
		});
		const asked = shop.sandbox.counters.requests.filter(({ path }) => /model\/price/.test(path));
		expect(asked).toHaveLength(2);
	});
});

it('a wrong key is told as such where a price is wanted first', async () => {
	const { rows } = await shop.buy('waveSpeed', {
		prompts: ['a castle'],
		execution: { maxCost: 1 },
		credentials: { ...shop.credentials('waveSpeed'), apiKey: 'no-such-key-at-all' },
		settings,
	});
	expect(detailsOf(rows[0])).toMatchObject({ kind: 'badKey', charged: 'no' });
});

it('an error lists what earlier tries bought for items that this try did not come to', async () => {
	const status = (prompt: string) =>
		shop.sandbox.faults.add({
			step: 'status',
			prompt,
			times: 99,
			fault: { kind: 'status', status: 401 },
		});
	status('three');
	const { error } = await shop.buy('waveSpeed', {
		prompts: ['one', 'two', 'three'],
		execution: { itemsAtOnce: 1 },
		settings: { retryOnFail: true, maxTries: 3 },
		onLog: () => {
			if (shop.sandbox.tasks().length === 3) status('one');
		},
	});
	expect(bought(shop, 'one', 'two', 'three')).toEqual([1, 1, 1]);
	for (const { id } of shop.sandbox.tasks()) {
		expect(`${error?.message} ${error?.description}`).toContain(id);
	}
});
