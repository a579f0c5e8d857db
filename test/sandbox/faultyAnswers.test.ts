import { createConnection } from 'node:net';
import { Agent, request } from 'undici';
import type { Fault, FaultPlan } from '../../sandbox';
import { call, codeOf, finished, predict, stoppedSandbox, type Given, type Json } from './calls';

let given: Given;
beforeAll(async () => {
	given = await stoppedSandbox({ pictureBytes: 4000 });
});
afterAll(() => given.sandbox.close());
beforeEach(() => given.sandbox.reset());

const submit = async (prompt?: string) => await predict(given, prompt);
const add = (fault: Fault, more: Partial<FaultPlan> = {}) =>
	given.sandbox.faults.add({ fault, ...more });

describe('on a status', () => {
	const status = async (fault: Fault): Promise<Json> => {
		const json = await finished(given);
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
		const json = await finished(given);
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
		const json = await finished(given);
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
