import { createConnection } from 'node:net';
import { Agent, request } from 'undici';
import type { Fault, FaultPlan } from '../../sandbox';
import { call, codeOf, predict, stoppedSandbox, type Given } from './calls';

let given: Given;
beforeAll(async () => {
	given = await stoppedSandbox({ pictureBytes: 4000 });
});
afterAll(() => given.sandbox.close());
beforeEach(() => given.sandbox.reset());

const submit = async (prompt?: string) => await predict(given, prompt);
const add = (fault: Fault, more: Partial<FaultPlan> = {}) =>
	given.sandbox.faults.add({ fault, ...more });

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
