import { call, stoppedSandbox, type Given } from './calls';

let given: Given;
beforeAll(async () => {
	given = await stoppedSandbox();
});
afterAll(() => given.sandbox.close());

describe('WaveSpeed refuses with a code and a message', () => {
	const post = (body: unknown, model = 'flux-dev-lora') =>
		call(
			`${given.sandbox.sites.waveSpeed.baseUrl}/api/v3/wavespeed-ai/${model}`,
			given.waveSpeed,
			'POST',
			body,
		);

	test.each([
		['no prompt', {}, 'property "prompt" is missing'],
		['an unknown property', { prompt: 'x', width: 3 }, 'property "width" is unsupported'],
		[
			'a fourth LoRA',
			{ prompt: 'x', loras: [1, 2, 3, 4].map((i) => ({ path: `a/${i}`, scale: 1 })) },
			'maximum number of items is 3',
		],
		['a size with an x', { prompt: 'x', size: '1024x1024' }, 'width*height'],
		['a side too long', { prompt: 'x', size: '1024*2000' }, '256 to 1536'],
		['a seed below -1', { prompt: 'x', seed: -2 }, 'at least -1'],
	])('%s', async (_name, input, words) => {
		const { status, json } = await post(input);
		expect([status, json['code']]).toEqual([400, 400]);
		expect(json['message']).toContain(words);
	});

	test('flux-schnell-lora has no steps, and an unknown model is 404', async () => {
		const { json } = await post({ prompt: 'x', num_inference_steps: 4 }, 'flux-schnell-lora');
		expect(json['message']).toContain('"num_inference_steps" is unsupported');
		expect((await post({ prompt: 'x' }, 'nothing')).status).toBe(404);
	});

	test('moderation is an error inside HTTP 200, an empty account is 402', async () => {
		const refused = await post({ prompt: '[refuse]' });
		expect([refused.status, refused.json['code'], refused.json['data']]).toEqual([
			200,
			1200,
			undefined,
		]);
		expect((await post({ prompt: '[credit]' })).status).toBe(402);
	});
});
