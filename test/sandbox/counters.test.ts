import { get } from 'node:http';
import { call, predict, stoppedSandbox, type Given, type Json } from './calls';

let given: Given;
beforeEach(async () => {
	given = await stoppedSandbox();
});
afterEach(() => given.sandbox.close());

const queue = (prompt: string, key = given.fal) =>
	call(`${given.sandbox.sites.fal.baseUrl}/fal-ai/flux-lora`, key, 'POST', { prompt });
const buy = async (prompt: string) => await predict(given, prompt);

test('submits are counted by prompt, refused ones apart', async () => {
	const { counters } = given.sandbox;
	await queue('a fox');
	await queue('a fox');
	await queue('a fox', 'Key no');
	expect(counters.accepted('a fox')).toBe(2);
	expect(counters.submits.map(({ accepted, status }) => [accepted, status])).toEqual([
		[true, 200],
		[true, 200],
		[false, 401],
	]);
	expect(counters.submits[0]?.taskId).toBe(given.sandbox.tasks()[0]?.id);
	expect(counters.count('submit', 'fal')).toBe(3);
});

test.each([
	['a header', (origin: string, key: string) => fetch(origin, { headers: { cookie: `k=${key}` } })],
	['the URL', (origin: string, key: string) => fetch(`${origin}/?key=${encodeURIComponent(key)}`)],
	[
		'the body',
		(origin: string, key: string) => fetch(origin, { method: 'PUT', body: `{"k":"${key}"}` }),
	],
])('a key at the foreign host is seen in %s', async (_where, send) => {
	const { cdn, sites, counters } = given.sandbox;
	await fetch(`${cdn.origin}/nothing`);
	expect(counters.keysAt[cdn.host]).toBeUndefined();
	await send(cdn.origin, sites.fal.key);
	expect([...(counters.keysAt[cdn.host] ?? [])]).toEqual([sites.fal.key]);
});

test('a key is counted under the name that the caller gave the host as well', async () => {
	const { cdn, sites, counters } = given.sandbox;
	const headers = { host: 'foreign.example', authorization: `Key ${sites.fal.key}` };
	await new Promise((resolve) => get(cdn.origin, { headers }, resolve));
	expect(Object.keys(counters.keysAt).sort()).toEqual([cdn.host, 'foreign.example']);
});

test('one a second: the rest is refused with the words of the provider', async () => {
	given.sandbox.setLimits({ perSecond: 1 });
	expect((await buy('a')).status).toBe(201);
	const refused = await buy('b');
	expect(refused.status).toBe(429);
	expect(refused.json['detail']).toBe('Request was throttled. Your rate limit resets in ~1s.');
	expect(refused.headers.get('retry-after')).toBeNull();
	given.clock.advance(1000);
	expect((await buy('c')).status).toBe(201);
	expect(given.sandbox.counters.refusals).toEqual({ replicate: 1 });
});

test('three at a time: 429 beyond at Replicate, a longer queue at fal', async () => {
	given.sandbox.setLimits({ concurrent: 3 });
	const codes = [];
	for (const prompt of 'abcd') codes.push((await buy(prompt)).status);
	expect(codes).toEqual([201, 201, 201, 429]);
	for (const prompt of 'abcd') await queue(prompt);
	const tasks = given.sandbox.tasks().filter(({ site }) => site === 'fal');
	expect(tasks.map(({ endsAt, createdAt }) => endsAt - createdAt)).toEqual([
		10_000, 10_000, 10_000, 20_000,
	]);
	given.clock.advance(10_000);
	expect((await buy('e')).status).toBe(201);
});

describe('over HTTP, for other processes', () => {
	const control = (path: string, method = 'GET', body?: unknown) =>
		call(`${given.sandbox.cdn.origin}/_sandbox/${path}`, undefined, method, body);

	test('counters, tasks and reset', async () => {
		await queue('a fox');
		const counters = (await control('counters')).json;
		expect(counters['acceptedPerPrompt']).toEqual({ 'a fox': 1 });
		expect(counters['keysAt'][new URL(given.sandbox.sites.fal.origin).host]).toEqual([
			given.sandbox.sites.fal.key,
		]);
		given.clock.advance(10_000);
		const [task] = (await control('tasks')).json as unknown as Json[];
		expect(task).toMatchObject({ site: 'fal', state: 'succeeded', endsAt: given.clock.now() });
		await control('reset', 'POST', {});
		expect((await control('counters')).json['submits']).toEqual([]);
		expect(given.sandbox.tasks()).toEqual([]);
	});

	test('limits, faults and expiry', async () => {
		await control('limits', 'POST', { site: 'replicate', concurrent: 1 });
		expect([(await buy('a')).status, (await buy('b')).status]).toEqual([201, 429]);
		const plan = { site: 'fal', step: 'submit', fault: { kind: 'status', status: 503 } };
		expect((await control('faults', 'POST', plan)).json['pending']).toEqual([plan]);
		expect((await queue('a fox')).status).toBe(503);
		expect((await control('faults')).json['hits']).toEqual([
			{ kind: 'status', site: 'fal', step: 'submit' },
		]);
		const [task] = given.sandbox.tasks();
		given.clock.advance(10_000);
		await control('expire', 'POST', { taskId: task?.id });
		const { baseUrl } = given.sandbox.sites.replicate;
		const { json } = await call(`${baseUrl}/predictions/${task?.id}`, given.replicate);
		expect(json['data_removed']).toBe(true);
	});

	test('control is not counted, and unknown controls are 404', async () => {
		expect((await control('nothing')).status).toBe(404);
		expect(given.sandbox.counters.requests).toEqual([]);
	});
});
