import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import type { NodeResult } from '../engine/harness';
import { openStage, type More, type Stage } from '../nodes/stage';
import { json, openTrap, PNG, type Caught, type Trap } from './trap';

const KEY = 'sk-QzJxWvKyHgPrTnLm';
const FAL_KEY = 'Qz7Jx4Wv-KyHg-PrTn:LmZq9XwVkYjHgPrTs';
const TOKEN = 'QzLoraTokenXwVkYj';

let stage: Stage;
let provider: Trap;
let answer: (caught: Caught) => readonly [number, unknown];
beforeAll(async () => {
	stage = await openStage();
	provider = await openTrap((caught, response) => {
		if (caught.url.startsWith('/pictures/')) response.end(PNG);
		else json(response, ...answer(caught));
	});
});
beforeEach(() => {
	provider.caught.length = 0;
});
afterAll(async () => {
	await stage.close();
	await provider.close();
});

/** All that n8n stores of the execution and all that went to its log. */
const seen = ({ workflow, log }: NodeResult) =>
	inspect([workflow.run, log], { depth: null, maxStringLength: null, maxArrayLength: null });

const onErrors = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

async function replicate(parameters: IDataObject = {}, more: More = {}): Promise<NodeResult> {
	return await stage.generate(
		'Replicate at a gateway',
		{ execution: { timeout: 1, simplify: false }, ...parameters },
		{ ...more, typed: { baseUrl: provider.origin, apiKey: KEY, ...more.typed } },
	);
}

describe('a masked key, as gateways repeat it, is masked wholly', () => {
	const masks = [
		`${KEY.slice(0, 7)}***${KEY.slice(-4)}`,
		`${KEY.slice(0, 5)}***${KEY.slice(-4)}`,
		`${KEY.slice(0, 4)}...${KEY.slice(-4)}`,
		`${KEY.slice(0, 8)}************`,
		`********${KEY.slice(-4)}`,
		`${KEY.slice(0, 4)}…${KEY.slice(-3)}`,
	];
	it.each(masks.flatMap((mask) => onErrors.map((onError) => [mask, onError] as const)))(
		'%s, %s',
		async (mask, onError) => {
			answer = () => [401, { error: { message: `invalid token: ${mask} (code 7)` } }];
			const text = seen(await replicate({}, { settings: { onError } }));
			expect(text).toContain('invalid token');
			for (const part of [KEY.slice(0, 5), KEY.slice(-4), mask]) expect(text).not.toContain(part);
			expect(text).toContain('(code 7)');
		},
	);
});

it("each half of fal's key is a key", async () => {
	for (const half of FAL_KEY.split(':')) {
		answer = () => [401, { detail: `No user found for Key ID ${half}` }];
		const typed = { baseUrl: provider.origin, apiKey: FAL_KEY };
		const text = seen(await stage.generate('fal at a gateway', {}, { typed }));
		expect(text).toContain('No user found');
		expect(text).not.toContain(half.slice(0, 8));
	}
});

it('a key that a URL would write in another way is known in both', async () => {
	const apiKey = 'Qz+JxWv/KyHgPrTn==LmZq';
	const url = `https://login.example/?key=${encodeURIComponent(apiKey)}`;
	const other = `key ${encodeURIComponent(apiKey)}`;
	answer = () => [403, { detail: `Go to ${url} or give ${other}` }];
	const text = seen(await replicate({}, { typed: { apiKey } }));
	expect(text).toContain('login.example');
	for (const part of ['Qz', 'JxWv', 'KyHg', 'LmZq']) expect(text).not.toContain(part);
});

const paths = [
	`https://civitai.com/api/download/models/1?type=Model&format=SafeTensor&token=${TOKEN}`,
	`https://files.example/lora.safetensors?X-Amz-Signature=${TOKEN}`,
	`civitai.com/api/download/models/1?token=${TOKEN}`,
	`https://user:${TOKEN}@files.example/lora.safetensors`,
];

describe.each(paths)('a token in the path of a LoRA: %s', (path) => {
	const own = { model: 'black-forest-labs/flux-dev-lora', lora_weights: path };
	// No list knows these LoRAs.
	const typed = { lookUpLoras: false };
	/** What the node gave and said, without the workflow itself, which n8n puts into its error. */
	const given = ({ rows, failed, error, log }: NodeResult) =>
		JSON.stringify([rows, failed, error, log], (name, value: unknown) =>
			name === 'parameters' ? undefined : value,
		);
	const echo = (more: object) => (caught: Caught) =>
		[
			200,
			{
				id: 'task1',
				input: caught.body === '' ? { lora_weights: path } : JSON.parse(caught.body).input,
				urls: {},
				...more,
			},
		] as const;

	it('goes along, and is in no row and no detail', async () => {
		const output = [`${provider.origin}/pictures/a.png`];
		answer = echo({ status: 'succeeded', output, logs: `Downloading ${path} now` });
		const result = await replicate(own, { typed });
		expect(result.error).toBeUndefined();
		expect(provider.caught[0].body).toContain(TOKEN);
		expect(JSON.parse(String(result.rows[0].loras))).toHaveLength(1);
		expect(given(result)).not.toContain(TOKEN);
	});

	it.each(onErrors)('is in no error, with %s', async (onError) => {
		answer = echo({ status: 'failed', error: `Cannot load LoRA from ${path}: 401` });
		const result = await replicate(own, { settings: { onError }, typed });
		expect(given(result)).toContain('Cannot load LoRA');
		expect(given(result)).not.toContain(TOKEN);
		answer = () => [422, { detail: `- input.lora_weights: ${path} is not reachable` }];
		expect(given(await replicate(own, { settings: { onError }, typed }))).not.toContain(TOKEN);
	});
});
