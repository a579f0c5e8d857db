import { call, stoppedSandbox, type Given, type Json } from './calls';

let given: Given;
beforeEach(async () => {
	given = await stoppedSandbox();
});
afterEach(() => given.sandbox.close());

const version = '2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574';

async function predict(prompt: string, more: object = {}, headers?: Record<string, string>) {
	const { baseUrl } = given.sandbox.sites.replicate;
	const body = { version, input: { prompt, ...more } };
	return await call(`${baseUrl}/predictions`, given.replicate, 'POST', body, headers);
}

describe('Replicate', () => {
	const status = async (json: Json) => (await call(json['urls'].get, given.replicate)).json;

	test('a prediction starts, processes with growing logs, succeeds, and expires after an hour', async () => {
		const { json } = await predict('a fox', { num_outputs: 2 });
		expect(json).toMatchObject({ status: 'starting', output: null, logs: '' });
		given.clock.advance(5000);
		const running = await status(json);
		expect(running).toMatchObject({ status: 'processing', output: null });
		given.clock.advance(5000);
		const done = await status(json);
		expect(done).toMatchObject({
			status: 'succeeded',
			metrics: { image_count: 2, predict_time: 8.5 },
		});
		expect(done['logs'].length).toBeGreaterThan(running['logs'].length);
		expect((await call(done['output'][1])).status).toBe(200);
		given.clock.advance(3_600_000);
		expect(await status(json)).toMatchObject({
			status: 'succeeded',
			output: null,
			data_removed: true,
		});
		expect((await call(done['output'][1])).status).toBe(404);
	});

	test('cancel ends a running prediction once and leaves a finished one', async () => {
		const { json } = await predict('a fox');
		given.clock.advance(2000);
		const canceled = await call(json['urls'].cancel, given.replicate, 'POST');
		expect([canceled.status, canceled.json['status']]).toEqual([200, 'canceled']);
		const other = (await predict('a hare')).json;
		given.clock.advance(10_000);
		const late = await call(other['urls'].cancel, given.replicate, 'POST');
		expect(late.json['status']).toBe('succeeded');
		expect(given.sandbox.counters.cancels.map(({ finished }) => finished)).toEqual([false, true]);
	});

	test.each([
		['1s', 'aborted'],
		['5s', 'canceled'],
		['1m', 'succeeded'],
	])('Cancel-After %s: %s', async (after, state) => {
		const { json } = await predict('a fox', {}, { 'cancel-after': after });
		given.clock.advance(60_000);
		expect((await status(json))['status']).toBe(state);
	});

	test('Prefer: wait holds the answer until the output is there', async () => {
		const waiting = predict('a fox', {}, { prefer: 'wait=30' });
		const { counters } = given.sandbox;
		await given.sleeper();
		expect(counters.submits).toHaveLength(0);
		given.clock.advance(1500);
		await given.sleeper();
		given.clock.advance(9000);
		const { status: code, json } = await waiting;
		expect([code, json['status']]).toEqual([201, 'succeeded']);
	});

	test('Prefer: wait gives up with 202 and the task goes on', async () => {
		const waiting = predict('a fox [slow]', {}, { prefer: 'wait=1' });
		await given.sleeper();
		given.clock.advance(1000);
		const { status: code, json } = await waiting;
		expect([code, json['status']]).toEqual([202, 'starting']);
	});

	test('the list is newest first, a hundred a page, with inputs and without logs', async () => {
		for (let i = 0; i < 101; i++) await predict(`fox ${i}`);
		const { baseUrl } = given.sandbox.sites.replicate;
		const first = (await call(`${baseUrl}/predictions`, given.replicate)).json;
		expect(first['results']).toHaveLength(100);
		expect(first['results'][0]).toMatchObject({ input: { prompt: 'fox 100' }, source: 'api' });
		expect(first['results'][0]).not.toHaveProperty('logs');
		const second = (await call(first['next'], given.replicate)).json;
		expect(second['results'].map((entry: Json) => entry['input'].prompt)).toEqual(['fox 0']);
		expect(second['next']).toBeNull();
	});

	test('a file is uploaded and decides the size of the picture', async () => {
		const { baseUrl } = given.sandbox.sites.replicate;
		const form = new FormData();
		const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"/>';
		form.append('content', new Blob([svg], { type: 'image/svg+xml' }), 'wide.svg');
		const headers = { authorization: given.replicate };
		const sent = await fetch(`${baseUrl}/files`, { method: 'POST', headers, body: form });
		const file = (await sent.json()) as Json;
		expect(sent.status).toBe(201);
		expect(file).toMatchObject({ name: 'wide.svg', size: svg.length });
		await predict('a fox', { image: file['urls'].get });
		const [task] = given.sandbox.tasks();
		const picture = task?.outcome.pictures[0];
		expect(picture && picture.width / picture.height).toBeCloseTo(3, 1);
	});

	test.each([
		['[fail]', 'failed', /CUDA out of memory/],
		['[refuse]', 'failed', /flagged as sensitive/],
		['[lora]', 'failed', /Authorization to download weights failed/],
		['[nsfw]', 'failed', /^NSFW content detected/],
		['[none]', 'succeeded', undefined],
	])('the word %s: %s', async (word, state, words) => {
		const { json } = await predict(`a fox ${word}`);
		given.clock.advance(10_000);
		const done = await status(json);
		expect(done['status']).toBe(state);
		if (words !== undefined) expect(done['error']).toMatch(words);
	});

	test.each([
		['[nsfw]', 2],
		['[fewer]', 2],
		['[nsfw]', 3, { disable_safety_checker: true }],
	])('the word %s leaves %i of three', async (word, left, more: object = {}) => {
		const { json } = await predict(`a fox ${word}`, { num_outputs: 3, ...more });
		given.clock.advance(10_000);
		expect((await status(json))['output']).toHaveLength(left);
	});

	test('[expired] succeeds with its data removed, [stuck] never ends', async () => {
		const [expired, stuck] = [await predict('[expired]'), await predict('[stuck]')];
		given.clock.advance(50_000_000);
		expect(await status(expired.json)).toMatchObject({ status: 'succeeded', data_removed: true });
		expect(await status(stuck.json)).toMatchObject({ status: 'processing', data_removed: false });
	});
});
