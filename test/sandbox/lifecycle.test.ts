import { call, stoppedSandbox, type Json } from './calls';

let given: Awaited<ReturnType<typeof stoppedSandbox>>;
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
async function queue(prompt: string, more: object = {}): Promise<Json> {
	const { baseUrl } = given.sandbox.sites.fal;
	const body = { prompt, ...more };
	return (await call(`${baseUrl}/fal-ai/flux-lora`, given.fal, 'POST', body)).json;
}
async function wave(prompt: string, more: object = {}): Promise<Json> {
	const url = `${given.sandbox.sites.waveSpeed.baseUrl}/api/v3/wavespeed-ai/flux-dev-lora`;
	return (await call(url, given.waveSpeed, 'POST', { prompt, ...more })).json['data'] as Json;
}
const waveResult = (id: string) =>
	call(`${given.sandbox.sites.waveSpeed.baseUrl}/api/v3/predictions/${id}/result`, given.waveSpeed);

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

describe('fal', () => {
	test('202 while queued and running, 400 from the result path, 200 at the end', async () => {
		const json = await queue('a fox', { num_images: 2, seed: 5 });
		const status = await call(json['status_url'], given.fal);
		expect([status.status, status.json['status'], status.json['queue_position']]).toEqual([
			202,
			'IN_QUEUE',
			0,
		]);
		given.clock.advance(5000);
		const running = await call(`${json['status_url']}?logs=1`, given.fal);
		expect(running.json['status']).toBe('IN_PROGRESS');
		expect(running.json['logs'][0].message).toMatch(/%\|/);
		const early = await call(json['response_url'], given.fal);
		expect([early.status, early.json]).toEqual([400, { detail: 'Request is still in progress' }]);
		given.clock.advance(5000);
		const done = await call(json['response_url'], given.fal);
		expect(done.json).toMatchObject({
			seed: 5,
			has_nsfw_concepts: [false, false],
			prompt: 'a fox',
		});
		expect(done.json['images'][0]).toMatchObject({
			width: 1024,
			height: 768,
			content_type: 'image/jpeg',
		});
		expect(done.headers.get('x-fal-billable-units')).toBe('2');
	});

	test("the model's sub-path is not part of a request's path", async () => {
		const { baseUrl } = given.sandbox.sites.fal;
		const body = { prompt: 'x', image_url: 'https://x.example/a.png' };
		const path = `${baseUrl}/fal-ai/flux-lora/image-to-image`;
		const { json } = await call(path, given.fal, 'POST', body);
		expect(json['status_url']).toBe(
			`${baseUrl}/fal-ai/flux-lora/requests/${json['request_id']}/status`,
		);
		expect((await call(`${path}/requests/${json['request_id']}/status`, given.fal)).status).toBe(
			404,
		);
	});

	test('the stream tells each change and closes after COMPLETED', async () => {
		const json = await queue('a fox');
		const streaming = call(`${json['status_url']}/stream`, given.fal);
		for (const ms of [2000, 9000]) {
			await given.sleeper();
			given.clock.advance(ms);
		}
		const { text, headers } = await streaming;
		expect(headers.get('content-type')).toBe('text/event-stream');
		const states = [...text.matchAll(/^data: (.*)$/gm)].map(
			(line) => JSON.parse(line[1] ?? '').status,
		);
		expect(states).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED']);
	});

	test('cancel: accepted, too late, unknown; a cancelled request is COMPLETED with an error', async () => {
		const json = await queue('a fox');
		const canceled = await call(json['cancel_url'], given.fal, 'PUT');
		expect([canceled.status, canceled.json]).toEqual([202, { status: 'CANCELLATION_REQUESTED' }]);
		const again = await call(json['cancel_url'], given.fal, 'PUT');
		expect([again.status, again.json]).toEqual([400, { status: 'ALREADY_COMPLETED' }]);
		const { baseUrl } = given.sandbox.sites.fal;
		const other = await call(`${baseUrl}/fal-ai/flux-lora/requests/none/cancel`, given.fal, 'PUT');
		expect([other.status, other.json]).toEqual([404, { status: 'NOT_FOUND' }]);
		const status = await call(json['status_url'], given.fal);
		expect(status.json).toMatchObject({ status: 'COMPLETED', error_type: 'client_cancelled' });
	});

	test.each([
		['[fail]', 500, 'internal_error'],
		['[refuse]', 422, 'content_policy_violation'],
		['[lora]', 422, 'file_download_error'],
	])('the word %s: COMPLETED with %i %s', async (word, code, type) => {
		const json = await queue(word);
		given.clock.advance(10_000);
		const status = await call(json['status_url'], given.fal);
		expect(status.json).toMatchObject({ status: 'COMPLETED', error_type: type });
		expect((await call(json['response_url'], given.fal)).status).toBe(code);
	});

	test('a flagged picture is marked; sync_mode brings data URIs', async () => {
		const json = await queue('[nsfw]', { num_images: 2, sync_mode: true, output_format: 'png' });
		given.clock.advance(10_000);
		const done = (await call(json['response_url'], given.fal)).json;
		expect(done['has_nsfw_concepts']).toEqual([true, false]);
		expect(done['images'][0].url).toMatch(/^data:image\/png;base64,iVBOR/);
	});

	test('an upload goes to the foreign host, without a key', async () => {
		const { baseUrl } = given.sandbox.sites.fal;
		const url = `${baseUrl}/storage/upload/initiate?storage_type=fal-cdn-v3`;
		const body = { content_type: 'image/png', file_name: 'a.png' };
		const { json } = await call(url, given.fal, 'POST', body);
		const headers = { 'content-type': 'image/png' };
		await fetch(json['upload_url'], { method: 'PUT', headers, body: 'bytes' });
		expect((await call(json['file_url'])).text).toBe('bytes');
		expect(given.sandbox.counters.keysAt[given.sandbox.cdn.host]).toBeUndefined();
	});

	test('X-Fal-Request-Timeout ends what has not started in time', async () => {
		given.sandbox.setLimits({ concurrent: 1 }, 'fal');
		await queue('a fox');
		const { baseUrl } = given.sandbox.sites.fal;
		const headers = { 'x-fal-request-timeout': '5' };
		const post = () =>
			call(`${baseUrl}/fal-ai/flux-lora`, given.fal, 'POST', { prompt: 'a hare' }, headers);
		const { json } = await post();
		given.clock.advance(5000);
		const result = await call(json['response_url'], given.fal);
		expect([result.status, result.json['error_type']]).toEqual([504, 'request_timeout']);
		expect(result.headers.get('x-fal-request-timeout-type')).toBe('user');
		given.clock.advance(5000);
		const inTime = (await post()).json;
		given.clock.advance(10_000);
		expect((await call(inTime['response_url'], given.fal)).status).toBe(200);
	});

	test('Bearer is no key of the official queue', async () => {
		const { baseUrl, key } = given.sandbox.sites.fal;
		const answer = await call(`${baseUrl}/fal-ai/flux-lora`, `Bearer ${key}`, 'POST', {
			prompt: 'x',
		});
		expect(answer.status).toBe(401);
	});
});

describe('WaveSpeed', () => {
	test('created, processing, completed; base64 without a prefix', async () => {
		const data = await wave('a fox', { enable_base64_output: true, output_format: 'png' });
		given.clock.advance(5000);
		expect((await waveResult(data['id'])).json['data']).toMatchObject({
			status: 'processing',
			outputs: [],
		});
		given.clock.advance(5000);
		const done = (await waveResult(data['id'])).json['data'];
		expect(done.status).toBe('completed');
		expect(done.outputs[0]).toMatch(/^iVBOR/);
	});

	test('a delete stops a running task, and takes a finished one away', async () => {
		const { baseUrl } = given.sandbox.sites.waveSpeed;
		const [first, second] = [await wave('a fox'), await wave('a hare')];
		const ids = [first['id']];
		await call(`${baseUrl}/api/v3/predictions/delete`, given.waveSpeed, 'POST', { ids });
		given.clock.advance(10_000);
		await call(`${baseUrl}/api/v3/predictions/${second['id']}`, given.waveSpeed, 'DELETE');
		expect((await waveResult(second['id'])).status).toBe(404);
		expect(given.sandbox.counters.deletes.map(({ finished }) => finished)).toEqual([false, true]);
	});

	test('the list holds what fits the filter, newest first, without inputs', async () => {
		const { baseUrl } = given.sandbox.sites.waveSpeed;
		await wave('a fox');
		given.clock.advance(60_000);
		const after = new Date(given.clock.now() - 1000).toISOString();
		const last = await wave('a hare');
		const list = async (body: object) =>
			(await call(`${baseUrl}/api/v3/predictions`, given.waveSpeed, 'POST', body)).json['data'];
		expect((await list({ page: 1, page_size: 10 })).total).toBe(2);
		const { items } = await list({ created_after: after });
		expect(items.map((item: Json) => item['id'])).toEqual([last['id']]);
		expect(items[0]).not.toHaveProperty('input');
		expect((await list({ status: 'completed' })).total).toBe(1);
	});

	test('flagged pictures stay, with a mark; a failure has words and a code', async () => {
		const [flagged, failed] = [await wave('[nsfw]', { num_images: 2 }), await wave('[fail]')];
		given.clock.advance(10_000);
		const done = (await waveResult(flagged['id'])).json['data'];
		expect([done.has_nsfw_contents, done.outputs.length]).toEqual([[true, false], 2]);
		expect((await waveResult(failed['id'])).json['data']).toMatchObject({
			status: 'failed',
			code: 1403,
			outputs: [],
		});
	});

	test('sync mode answers with the pictures', async () => {
		const waiting = wave('a fox', { enable_sync_mode: true });
		for (const ms of [1500, 9000]) {
			await given.sleeper();
			given.clock.advance(ms);
		}
		expect(await waiting).toMatchObject({ status: 'completed' });
	});
});
