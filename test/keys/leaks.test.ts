import { openShop, type Buying, type Shop } from '../money/shop';
import type { SpotName } from '../engine/spots';
import { openTrap, PNG, reply, type Answer, type Caught, type Trap } from './trap';

const KEY = 'sk-Qx7TzPl9WbVn2RkMd8JsHc4YgFt6Ea5u';
const TOKEN = 'hf_ZyXwVuTsRqPoNmLkJiHgFeDcBa';
const SIGNATURE = 'X-Sig=5e884898da28047151d0e56f8dc62927';

let shop: Shop;
let server: Trap;
let answer: (caught: Caught) => Answer;
beforeAll(async () => {
	shop = await openShop();
	server = await openTrap((caught, response) => {
		const said = answer(caught);
		const isPicture = /\.png/.test(caught.url) && said.status === undefined;
		reply(response, isPicture ? { bytes: PNG, headers: { 'content-type': 'image/png' } } : said);
	});
});
afterAll(async () => {
	await server.close();
	await shop.close();
});
beforeEach(() => {
	shop.reset();
	server.caught.length = 0;
});

async function buy(spot: SpotName, more: Buying = {}) {
	const result = await shop.buy(spot, {
		prompts: ['a castle'],
		credentials: {
			apiKey: KEY,
			useGateway: true,
			baseUrl: server.origin,
			apiType: 'gateway',
			allowedDownloadHosts: '',
			...(spot === 'Replicate at a gateway' && { huggingFaceToken: TOKEN }),
		},
		execution: { timeout: 1, simplify: false },
		...more,
	});
	expect(server.caught.length).toBeGreaterThan(0);
	const { rows, failed, error } = result;
	return { result, text: JSON.stringify([rows, failed, error, shop.log]) };
}

/** Six characters of a secret in a row are a part of it. */
function piecesIn(text: string, secret: string): string[] {
	return Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6)).filter(
		(piece) => text.includes(piece),
	);
}

const part = `${KEY.slice(0, 9)}***${KEY.slice(-6)}`;

const refusals: ReadonlyArray<readonly [string, Answer]> = [
	['the whole key in an error', { status: 401, json: { detail: `Invalid token ${KEY}` } }],
	['a part of it', { status: 401, json: { error: { message: `无效的令牌 ${part}` } } }],
	['the header it came in', { status: 400, json: { detail: `bad header Bearer ${KEY}` } }],
	['a part of it as plain text', { status: 400, text: `no such key: ${part}` }],
	['the key in a web page', { status: 403, text: `<html><body>${KEY}</body></html>` }],
	['the key in garbage', { status: 200, text: `ok ${KEY} ${part}` }],
	['the key in a server error', { status: 500, json: { message: `upstream said: ${part}` } }],
	['the key in a field', { status: 422, json: { detail: [{ loc: ['body', part], msg: part }] } }],
	['the key in a code', { status: 418, json: { code: KEY, message: KEY } }],
	[
		'the key in a redirect',
		{ status: 302, text: '', headers: { location: `http://127.0.0.1:9/${KEY}/x?token=${KEY}` } },
	],
	['the token of a private LoRA', { status: 400, json: { detail: `cannot load with ${TOKEN}` } }],
	['a part of the token', { status: 400, json: { detail: `bad ${TOKEN.slice(0, 10)}...` } }],
	['the key as a task id', { status: 200, json: { id: KEY, request_id: KEY, data: { id: KEY } } }],
];

const settings = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

describe('a server that repeats a key is not repeated', () => {
	describe.each(['Replicate at a gateway', 'fal at a gateway', 'waveSpeed'] as const)(
		'%s',
		(spot) => {
			test.each(
				refusals.flatMap(([name, said], index) => [[name, settings[index % 3], said] as const]),
			)('%s, with %s', async (_name, onError, said) => {
				answer = () => said;
				const { text } = await buy(spot, { settings: { onError } });
				expect(piecesIn(text, KEY)).toEqual([]);
				// The other credentials have no such token.
				if (spot === 'Replicate at a gateway') expect(piecesIn(text, TOKEN)).toEqual([]);
			});
		},
	);

	it('in a task that failed', async () => {
		answer = ({ method }) =>
			method === 'POST'
				? { json: { id: 'task1', status: 'starting', input: { hf_api_token: TOKEN } } }
				: { json: { id: 'task1', status: 'failed', error: `no access with ${part}`, logs: KEY } };
		const { text } = await buy('Replicate at a gateway', {
			settings: { onError: 'continueRegularOutput' },
		});
		expect(text).toContain('no access with');
		expect([...piecesIn(text, KEY), ...piecesIn(text, TOKEN)]).toEqual([]);
	});

	it('in a good row, its details and its echoed input', async () => {
		answer = () => ({
			json: {
				id: 'task1',
				status: 'succeeded',
				output: [`${server.origin}/a.png`],
				logs: `using ${part}\nusing ${KEY}\nwith ${TOKEN}`,
				metrics: { who: part },
				input: { prompt: 'a castle', hf_api_token: TOKEN, note: TOKEN.slice(0, 12) },
			},
		});
		const { result, text } = await buy('Replicate at a gateway');
		expect(result.pictures.flat()).toHaveLength(1);
		expect(result.rows[0].details).toBeDefined();
		expect([...piecesIn(text, KEY), ...piecesIn(text, TOKEN)]).toEqual([]);
	});

	it('when it was pasted with its scheme in front', async () => {
		answer = () => ({ status: 401, json: { detail: `bad key ${KEY}` } });
		const { text } = await buy('Replicate at a gateway', {
			credentials: {
				apiKey: `Bearer ${KEY}`,
				useGateway: true,
				baseUrl: server.origin,
				apiType: 'gateway',
			},
		});
		expect(server.caught.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
		expect(piecesIn(text, KEY)).toEqual([]);
	});
});

describe('a signed address loses its query in an error', () => {
	const signed = (): Answer => ({
		json: {
			id: 'task1',
			status: 'succeeded',
			output: [`${server.origin}/a.png?${SIGNATURE}`],
		},
	});

	test.each([
		['a picture that is refused', 403],
		['a picture that is no longer there', 404],
	])('%s', async (_name, status) => {
		answer = ({ url }) =>
			/\.png/.test(url)
				? { status, text: `<Error>${server.origin}/a.png?${SIGNATURE}</Error>` }
				: signed();
		const { text } = await buy('Replicate at a gateway', {
			settings: { onError: 'continueRegularOutput' },
		});
		expect(text).toContain('task1');
		expect(text).not.toContain(SIGNATURE);
	});

	it('when the file is no picture and quotes it', async () => {
		answer = ({ url }) =>
			/\.png/.test(url)
				? { status: 203, text: `see ${server.origin}/a.png?${SIGNATURE} or ${part}` }
				: signed();
		const { text } = await buy('Replicate at a gateway', {
			settings: { onError: 'continueRegularOutput' },
		});
		expect(text).not.toContain(SIGNATURE);
		expect(piecesIn(text, KEY)).toEqual([]);
	});

	it('when a redirect carries it', async () => {
		answer = () => ({
			status: 307,
			text: '',
			headers: { location: `https://login.example/x?${SIGNATURE}` },
		});
		const { text } = await buy('Replicate at a gateway');
		expect(text).toContain('login.example/x');
		expect(text).not.toContain(SIGNATURE);
	});
});
