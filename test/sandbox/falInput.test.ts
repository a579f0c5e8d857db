import { call, stoppedSandbox, type Given } from './calls';

let given: Given;
beforeAll(async () => {
	given = await stoppedSandbox();
});
afterAll(() => given.sandbox.close());

describe('fal takes a wrong input and fails the request; a gateway refuses it', () => {
	const cases: [string, object, object][] = [
		['no prompt', {}, { type: 'missing', loc: ['body', 'prompt'], msg: 'Field required' }],
		['too many', { prompt: 'x', num_images: 5 }, { type: 'less_than_equal', ctx: { le: 4 } }],
		[
			'a format',
			{ prompt: 'x', output_format: 'webp' },
			{ type: 'literal_error', msg: "Input should be 'jpeg' or 'png'" },
		],
		[
			'the "square pro" of seed 004',
			{ prompt: 'x', image_size: 'square pro' },
			{ loc: ['body', 'image_size'] },
		],
		[
			'a size out of range',
			{ prompt: 'x', image_size: { width: 0, height: 9 } },
			{ loc: ['body', 'image_size'] },
		],
		[
			'a LoRA without a path',
			{ prompt: 'x', loras: [{ scale: 1 }] },
			{ loc: ['body', 'loras', 0, 'path'] },
		],
		['a LoRA too strong', { prompt: 'x', loras: [{ path: 'a/b', scale: 5 }] }, { ctx: { le: 4 } }],
	];
	test.each(cases)('%s', async (_name, input, issue) => {
		const { fal, gateway } = given.sandbox.sites;
		const { status, json } = await call(
			`${fal.baseUrl}/fal-ai/flux-lora`,
			given.fal,
			'POST',
			input,
		);
		expect(status).toBe(200);
		given.clock.advance(10_000);
		const done = await call(json['status_url'], given.fal);
		expect(done.json).toMatchObject({ status: 'COMPLETED', error_type: 'validation_error' });
		const result = await call(json['response_url'], given.fal);
		expect(result.status).toBe(422);
		expect(result.json['detail'][0]).toMatchObject(issue);
		const refused = await call(`${gateway.baseUrl}/fal-ai/flux-lora`, given.gateway, 'POST', input);
		expect([refused.status, refused.json]).toEqual([422, result.json]);
	});

	test('a null seed, a size object and a LoRA are right', async () => {
		const { baseUrl } = given.sandbox.sites.gateway;
		const input = {
			prompt: 'x',
			seed: null,
			image_size: { width: 640, height: 480 },
			loras: [{ path: 'alvdansen/frosting_lane_flux', scale: 0.8 }],
		};
		const { status } = await call(`${baseUrl}/fal-ai/flux-lora`, given.gateway, 'POST', input);
		expect(status).toBe(200);
	});

	test('an unknown application, and a locked account', async () => {
		const { baseUrl } = given.sandbox.sites.fal;
		const post = (path: string, prompt: string) =>
			call(baseUrl + path, given.fal, 'POST', { prompt });
		expect((await post('/fal-ai/nothing', 'x')).status).toBe(404);
		expect((await post('/fal-ai/flux-lora', '[credit]')).status).toBe(403);
	});
});
