import { createConnection } from 'node:net';
import { Agent, request } from 'undici';
import type { Fault, FaultPlan } from '../../sandbox';
import { call, stoppedSandbox, type Json } from './calls';

let given: Awaited<ReturnType<typeof stoppedSandbox>>;
beforeAll(async () => {
	given = await stoppedSandbox({ pictureBytes: 4000 });
});
afterAll(() => given.sandbox.close());
beforeEach(() => given.sandbox.reset());

const submit = (prompt = 'a fox') =>
	call(`${given.sandbox.sites.replicate.baseUrl}/predictions`, given.replicate, 'POST', {
		version: 'black-forest-labs/flux-dev',
		input: { prompt },
	});
const add = (fault: Fault, more: Partial<FaultPlan> = {}) =>
	given.sandbox.faults.add({ fault, ...more });

async function finished(): Promise<Json> {
	const { json } = await submit();
	given.clock.advance(10_000);
	return json;
}
const codeOf = async (promise: Promise<unknown>): Promise<string> =>
	await promise.then(
		() => 'answered',
		(error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.name,
	);

describe('on a submit', () => {
	test.each<[string, Fault, number]>([
		['reset before it is read', { kind: 'reset', when: 'beforeRead' }, 0],
		['reset before the task is made', { kind: 'reset', when: 'beforeTask' }, 0],
		['reset after the task is made', { kind: 'reset', when: 'afterTask' }, 1],
		['reset in the middle of the answer', { kind: 'reset', when: 'midAnswer' }, 1],
	])('%s: the caller cannot tell, the counters can', async (_name, fault, made) => {
		add(fault, { step: 'submit' });
		expect(await codeOf(submit())).not.toBe('answered');
		expect(given.sandbox.tasks()).toHaveLength(made);
		expect(given.sandbox.counters.accepted('a fox')).toBe(made);
	});

	test.each<[string, Fault, number, string | RegExp | null]>([
		['429 with seconds', { kind: 'status', status: 429, hint: 'seconds', seconds: 7 }, 429, '7'],
		['429 with a date', { kind: 'status', status: 429, hint: 'date', seconds: 7 }, 429, /GMT$/],
		['429 with words', { kind: 'status', status: 429, hint: 'body', seconds: 7 }, 429, null],
		['503 without a hint', { kind: 'status', status: 503 }, 503, null],
		['a page', { kind: 'html' }, 200, null],
		['nothing', { kind: 'empty' }, 200, null],
		['a redirect to itself', { kind: 'redirect' }, 302, null],
	])('%s', async (_name, fault, status, hint) => {
		add(fault, { site: 'replicate', step: 'submit' });
		const answer = await submit();
		expect(answer.status).toBe(status);
		const given = answer.headers.get('retry-after');
		if (hint instanceof RegExp) expect(given).toMatch(hint);
		else expect(given).toBe(hint);
	});

	test.each([
		[true, 1],
		[false, 0],
		[undefined, 0],
	])('504 with made: %s makes %i tasks', async (made, tasks) => {
		add({ kind: 'status', status: 504, made });
		expect((await submit()).status).toBe(504);
		expect(given.sandbox.tasks()).toHaveLength(tasks);
	});

	test('words of the rate limit, and where a redirect leads', async () => {
		add({ kind: 'status', status: 429, hint: 'body', seconds: 30 });
		expect((await submit()).json['detail']).toMatch(/resets in ~30s/);
		add({ kind: 'redirect', location: 'http://169.254.169.254/', status: 307 });
		expect((await submit()).headers.get('location')).toBe('http://169.254.169.254/');
	});

	test('headers never come', async () => {
		add({ kind: 'stallHeaders', made: true });
		const { baseUrl } = given.sandbox.sites.replicate;
		const stalled = request(`${baseUrl}/predictions`, {
			method: 'POST',
			headers: { authorization: given.replicate, 'content-type': 'application/json' },
			body: JSON.stringify({ version: 'black-forest-labs/flux-dev', input: { prompt: 'a fox' } }),
			dispatcher: new Agent({ headersTimeout: 300 }),
		});
		await expect(stalled).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
		expect(given.sandbox.tasks()).toHaveLength(1);
	});

	test('refused: nobody listens for a moment', async () => {
		const port = Number(new URL(given.sandbox.sites.waveSpeed.origin).port);
		const connect = () =>
			new Promise<string>((resolve) => {
				const socket = createConnection(port, '127.0.0.1');
				socket.on('connect', () => resolve('connected'));
				socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
				socket.on('close', () => socket.destroy());
			});
		add({ kind: 'refused', ms: 60 }, { site: 'waveSpeed' });
		await new Promise(setImmediate);
		expect(await connect()).toBe('ECONNREFUSED');
		while ((await connect()) !== 'connected') await new Promise(setImmediate);
	});

	test('an idle connection dies under the next request', async () => {
		const dispatcher = new Agent({ connections: 1 });
		const { baseUrl } = given.sandbox.sites.replicate;
		const get = async () => {
			const headers = { authorization: given.replicate };
			const { body, statusCode } = await request(`${baseUrl}/account`, { dispatcher, headers });
			await body.dump();
			return statusCode;
		};
		add({ kind: 'staleConnection' });
		expect(await get()).toBe(200);
		await expect(get()).rejects.toThrow();
		expect(await get()).toBe(200);
		await dispatcher.close();
	});
});

describe('on a status', () => {
	const status = async (fault: Fault): Promise<Json> => {
		const json = await finished();
		add(fault, { step: 'status' });
		return (await call(json['urls'].get, given.replicate)).json;
	};

	test.each<[string, Fault, object]>([
		['an unknown word', { kind: 'unknownStatus' }, { status: 'warming_up' }],
		['backwards', { kind: 'backwards' }, { status: 'processing', output: null }],
		['no output', { kind: 'noOutput' }, { status: 'succeeded', output: [] }],
		['output removed', { kind: 'outputRemoved' }, { status: 'succeeded', data_removed: true }],
		['wrong types', { kind: 'wrongTypes' }, { status: { text: 'succeeded' }, output: 'a list' }],
	])('%s', async (_name, fault, expected) => {
		expect(await status(fault)).toMatchObject(expected);
	});

	test('a foreign host in the urls', async () => {
		const { urls } = await status({ kind: 'foreignUrls', origin: 'https://evil.example' });
		expect(urls.get).toMatch(/^https:\/\/evil\.example\/v1\/predictions\//);
	});

	test('truncated JSON, and an answer that comes twice', async () => {
		const json = await finished();
		add({ kind: 'truncated' });
		await expect(call(json['urls'].get, given.replicate)).rejects.toThrow(SyntaxError);
		add({ kind: 'duplicate' });
		const raw = await rawGet(json['urls'].get);
		expect(raw.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
	});

	test('a late answer tells the state of when it was asked', async () => {
		const { json } = await submit();
		add({ kind: 'late', ms: 20 }, { step: 'status' });
		const late = call(json['urls'].get, given.replicate);
		while (given.sandbox.faults.pending().length > 0) await new Promise(setImmediate);
		given.clock.advance(10_000);
		expect((await late).json['status']).toBe('starting');
	});
});

/** What is on the wire until the server has been silent for a while. */
function rawGet(url: string): Promise<string> {
	const { hostname, port, pathname } = new URL(url);
	return new Promise((resolve) => {
		const socket = createConnection(Number(port), hostname);
		let text = '';
		socket.setTimeout(100, () => socket.destroy());
		socket.on('data', (chunk) => (text += chunk.toString()));
		socket.on('close', () => resolve(text));
		const head = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n`;
		socket.write(`${head}Authorization: ${given.replicate}\r\n\r\n`);
	});
}

describe('on a download', () => {
	const url = async (): Promise<string> => {
		const json = await finished();
		return (await call(json['urls'].get, given.replicate)).json['output'][0] as string;
	};

	test.each<[string, Fault, (text: string, headers: Headers) => void]>([
		[
			'a wrong type',
			{ kind: 'wrongMime' },
			(_text, headers) => expect(headers.get('content-type')).toBe('application/octet-stream'),
		],
		[
			'a page that calls itself a picture',
			{ kind: 'notPicture' },
			(text, headers) =>
				expect([headers.get('content-type'), text.slice(0, 9)]).toEqual([
					'image/webp',
					'<!doctype',
				]),
		],
		[
			'drops',
			{ kind: 'drip', bytes: 40_000, ms: 1 },
			(text) => expect(text.length).toBeGreaterThan(1000),
		],
	])('%s', async (_name, fault, check) => {
		const output = await url();
		add(fault, { step: 'download', prompt: 'fox' });
		const { text, headers } = await call(output);
		check(text, headers);
	});

	test.each<[string, Fault]>([
		['a length that is too long', { kind: 'wrongLength' }],
		['an end in the middle', { kind: 'reset', when: 'midAnswer' }],
	])('%s', async (_name, fault) => {
		const output = await url();
		add(fault, { site: 'replicate', step: 'download' });
		expect(await codeOf(call(output))).not.toBe('answered');
	});

	test('a body that stalls, and one without an end', async () => {
		const output = await url();
		add({ kind: 'stallBody' });
		const stalled = await request(output, { dispatcher: new Agent({ bodyTimeout: 100 }) });
		await expect(stalled.body.arrayBuffer()).rejects.toMatchObject({
			code: 'UND_ERR_BODY_TIMEOUT',
		});
		add({ kind: 'endless' });
		const endless = await request(output);
		let seen = 0;
		for await (const chunk of endless.body) {
			seen += (chunk as Buffer).length;
			if (seen > 2_000_000) break;
		}
		expect(seen).toBeGreaterThan(2_000_000);
	});
});

describe('on a stream', () => {
	const stream = async (fault: Fault) => {
		const { baseUrl } = given.sandbox.sites.fal;
		const path = `${baseUrl}/fal-ai/flux-lora`;
		const { json } = await call(path, given.fal, 'POST', { prompt: 'a fox' });
		given.clock.advance(10_000);
		add(fault, { step: 'stream' });
		return request(`${json['status_url']}/stream`, {
			headers: { authorization: given.fal },
			dispatcher: new Agent({ bodyTimeout: 200 }),
		});
	};

	test('silent', async () => {
		const { statusCode, body } = await stream({ kind: 'silentStream' });
		expect(statusCode).toBe(200);
		await expect(body.text()).rejects.toMatchObject({ code: 'UND_ERR_BODY_TIMEOUT' });
	});

	test('broken, and each event twice', async () => {
		await expect((await stream({ kind: 'brokenStream' })).body.text()).rejects.toThrow();
		const text = await (await stream({ kind: 'duplicate' })).body.text();
		expect(text.match(/"COMPLETED"/g)).toHaveLength(2);
	});
});

describe('plans', () => {
	test('skip and times count matching requests; other prompts and sites are left alone', async () => {
		const fault = { kind: 'status', status: 500 } as const;
		add(fault, { site: 'replicate', step: 'submit', prompt: 'hare', skip: 1, times: 2 });
		const codes = [];
		for (const prompt of ['fox', 'hare 1', 'hare 2', 'fox', 'hare 3', 'hare 4']) {
			codes.push((await submit(prompt)).status);
		}
		expect(codes).toEqual([201, 201, 500, 201, 500, 201]);
		expect(given.sandbox.faults.hits()).toHaveLength(2);
	});

	test('a plan can aim at one task', async () => {
		const [first, second] = [(await submit()).json, (await submit()).json];
		add({ kind: 'status', status: 502 }, { step: 'status', taskId: second['id'] });
		expect((await call(first['urls'].get, given.replicate)).status).toBe(200);
		expect((await call(second['urls'].get, given.replicate)).status).toBe(502);
	});
});
