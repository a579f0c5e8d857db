import { call, stoppedSandbox, type Given, type Json } from './calls';

let given: Given;
beforeAll(async () => {
	given = await stoppedSandbox();
});
afterAll(() => given.sandbox.close());

const at = (path: string, method = 'GET', body?: unknown, key = given.gateway) =>
	call(given.sandbox.sites.gateway.baseUrl + path, key, method, body);

async function queued(): Promise<Json> {
	return (await at('/fal-ai/flux-lora', 'POST', { prompt: 'x' })).json;
}

describe("a gateway's traps", () => {
	test.each([
		['GET', '/'],
		['GET', '/v2/predictions'],
		['POST', '/predictions'],
		['POST', '/replicate/v1/predictions/abc/cancel'],
		['GET', '/replicate/v1/predictions'],
		['GET', '/replicate/v1/account'],
		['GET', '/fal-ai/flux-lora/requests/abc/status'],
	])('%s %s is the web page, with 200', async (method, path) => {
		const { status, headers, text } = await at(path, method);
		expect(status).toBe(200);
		expect(headers.get('content-type')).toMatch(/text\/html/);
		expect(text).toMatch(/^<!doctype html>/);
	});

	test('its own API paths are JSON when unknown', async () => {
		const { status, json } = await at('/v1/nothing');
		expect([status, json['error'].type]).toEqual([404, 'invalid_request_error']);
	});

	test('a wrong key is 401, and fal wants Bearer here', async () => {
		const wrong = await at('/replicate/v1/predictions/x', 'GET', undefined, 'Bearer sk-no');
		expect([wrong.status, wrong.json['error'].code]).toEqual([401, 'invalid_token']);
		const { key } = given.sandbox.sites.gateway;
		const keyed = await at('/fal-ai/flux-lora', 'POST', { prompt: 'x' }, `Key ${key}`);
		expect(keyed.status).toBe(401);
	});

	test.each([
		[
			'/replicate/v1/models/black-forest-labs/flux-krea-dev/predictions',
			{ input: { prompt: 'x' } },
		],
		['/replicate/v1/predictions', { version: 'b'.repeat(64), input: { prompt: 'x' } }],
		['/fal-ai/flux-krea-lora', { prompt: 'x' }],
	])('an unlisted model at %s has no channel', async (path, body) => {
		const { status, json } = await at(path, 'POST', body);
		expect(status).toBe(503);
		expect(json['error'].message).toMatch(/^no available channel for model .+ under group /);
	});

	test("the answers name the upstream's hosts", async () => {
		const json = await queued();
		expect(json['status_url']).toMatch(/^https:\/\/queue\.fal\.run\/fal-ai\/flux-lora\/requests\//);
		const path = '/replicate/v1/models/black-forest-labs/flux-dev/predictions';
		const { urls } = (await at(path, 'POST', { input: { prompt: 'x' } })).json;
		expect(urls.get).toMatch(/^https:\/\/api\.replicate\.com\/v1\/predictions\//);
	});

	test('"not yet" is an error or a body, by task or as set; the model may be "auto"', async () => {
		const json = await queued();
		const path = `/fal-ai/auto/requests/${json['request_id']}`;
		given.sandbox.setUnfinished('error');
		const error = await at(path);
		expect([error.status, error.json]).toEqual([400, { detail: 'Request is still in progress' }]);
		given.sandbox.setUnfinished('body');
		expect((await at(path)).json).toMatchObject({ status: 'IN_QUEUE' });
		given.clock.advance(5000);
		expect((await at(path)).json).toMatchObject({ status: 'IN_PROGRESS' });
		given.clock.advance(5000);
		const done = (await at(`/fal-ai/flux-lora/requests/${json['request_id']}`)).json;
		expect(done['images']).toHaveLength(1);
		expect(done).not.toHaveProperty('status');
	});

	test('by task both kinds occur', async () => {
		given.sandbox.setUnfinished('alternate');
		const codes = new Set<number>();
		for (let i = 0; i < 40; i++) {
			const json = await queued();
			codes.add((await at(`/fal-ai/auto/requests/${json['request_id']}`)).status);
		}
		expect([...codes].sort()).toEqual([200, 400]);
	});

	test('a task of the gateway is not known at the official sites', async () => {
		const json = await queued();
		const { baseUrl } = given.sandbox.sites.fal;
		const path = `${baseUrl}/fal-ai/flux-lora/requests/${json['request_id']}`;
		expect((await call(path, given.fal)).status).toBe(404);
	});
});
