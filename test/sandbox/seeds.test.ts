import {
	authorizations,
	call,
	fixture,
	seedBody,
	shapeOf,
	stoppedSandbox,
	type Given,
	type Json,
} from './calls';

let given: Given;
beforeAll(async () => {
	given = await stoppedSandbox();
});
afterAll(() => given.sandbox.close());

const gatewayCall = (path: string, method: string, body?: unknown) =>
	call(given.sandbox.sites.gateway.baseUrl + path, given.gateway, method, body);

describe('the requests of the seeds are answered in the shape of the seeds', () => {
	test.each([
		['000, a version with its name', '/replicate/v1/predictions', 'seed-000'],
		['001, from YAML', '/replicate/v1/predictions', 'seed-001'],
		['004, fal', '/fal-ai/flux-lora', 'seed-004'],
	])('seed %s', async (_name, path, seed) => {
		const { status, json } = await gatewayCall(path, 'POST', seedBody(`${seed}-request.json`));
		expect(status).toBe(200);
		expect(shapeOf(json)).toEqual(shapeOf(fixture(`${seed}-answer.json`)));
	});

	test('seed 003: the official-model endpoint, its version, and the finished prediction', async () => {
		const path = '/replicate/v1/models/black-forest-labs/flux-schnell/predictions';
		const body = seedBody('seed-003-model-request.json');
		const { json } = await gatewayCall(path, 'POST', body);
		const { web: _web, ...urls } = json['urls'] as Json;
		const answer = fixture('seed-003-model-answer.json');
		expect(shapeOf({ ...json, urls })).toEqual(shapeOf(answer));
		expect(json['version']).toBe(answer['version']);
		expect(json['input']).toEqual(answer['input']);

		given.clock.advance(10_000);
		const got = (await gatewayCall(`/replicate/v1/predictions/${json['id']}`, 'GET')).json;
		const example = fixture('seed-003-get-answer.json');
		expect(shapeOf(got)).toMatchObject(shapeOf(example) as object);
		expect(got['logs']).toMatch(
			/^Using seed: \d+\nrunning quantized prediction\nUsing seed: \d+\n/,
		);
		expect(got['logs']).toMatch(/100%\|██████████\| 4\/4 .*\nTotal safe images: 1 out of 1\n$/);
		expect(got['output'][0]).toMatch(/\/out-0\.jpg$/);
	});

	test('seed 003: a bare hash', async () => {
		const body = seedBody('seed-003-hash-request.json');
		const { json } = await gatewayCall('/replicate/v1/predictions', 'POST', body);
		expect(json).toMatchObject({ model: 'lucataco/flux-schnell-lora', status: 'starting' });
	});

	test('seed 002: WaveSpeed, from created to completed', async () => {
		const { baseUrl } = given.sandbox.sites.waveSpeed;
		const path = `${baseUrl}/api/v3/wavespeed-ai/flux-schnell-lora`;
		const body = seedBody('seed-002-request.json');
		const { json } = await call(path, given.waveSpeed, 'POST', body);
		expect(shapeOf(json)).toEqual(shapeOf(fixture('wavespeed-created.json')));
		given.clock.advance(10_000);
		const result = `${baseUrl}/api/v3/predictions/${json['data'].id}/result`;
		const { data } = (await call(result, given.waveSpeed)).json;
		expect(data).toMatchObject({ status: 'completed', has_nsfw_contents: [false], error: '' });
		expect(data.outputs).toHaveLength(1);
		expect(data.timings.inference).toBe(8500);
	});

	test('the official hosts answer 201 at Replicate and name themselves in their URLs', async () => {
		const { baseUrl, origin } = given.sandbox.sites.replicate;
		const body = seedBody('seed-000-request.json');
		const { status, json } = await call(`${baseUrl}/predictions`, given.replicate, 'POST', body);
		expect(status).toBe(201);
		expect(json['urls'].get).toBe(`${origin}/v1/predictions/${json['id']}`);
	});

	test('every site has a key of its own', async () => {
		const { sandbox } = given;
		const keys = Object.values(authorizations(sandbox));
		expect(new Set(keys).size).toBe(4);
		const { baseUrl } = sandbox.sites.replicate;
		expect((await call(`${baseUrl}/account`, given.waveSpeed)).status).toBe(401);
	});
});
