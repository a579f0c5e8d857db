import { call, stoppedSandbox, type Given, type Json } from './calls';

let given: Given;
beforeEach(async () => {
	given = await stoppedSandbox();
});
afterEach(() => given.sandbox.close());

async function queue(prompt: string, more: object = {}): Promise<Json> {
	const { baseUrl } = given.sandbox.sites.fal;
	const body = { prompt, ...more };
	return (await call(`${baseUrl}/fal-ai/flux-lora`, given.fal, 'POST', body)).json;
}

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
