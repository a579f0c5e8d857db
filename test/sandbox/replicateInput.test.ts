import { call, stoppedSandbox, type Given } from './calls';

let given: Given;
beforeAll(async () => {
	given = await stoppedSandbox();
});
afterAll(() => given.sandbox.close());

const schnell =
	'lucataco/flux-schnell-lora:2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574';

describe('Replicate refuses with a problem document', () => {
	const post = (body: unknown, path = '/predictions') =>
		call(given.sandbox.sites.replicate.baseUrl + path, given.replicate, 'POST', body);
	const official = (owner: string, name: string, input: unknown) =>
		post({ input }, `/models/${owner}/${name}/predictions`);

	test.each([
		['no prompt', {}, 'input.prompt: prompt is required'],
		[
			'too many pictures',
			{ prompt: 'x', num_outputs: 5 },
			'input.num_outputs: Must be less than or equal to 4',
		],
		[
			'too many steps for schnell',
			{ prompt: 'x', num_inference_steps: 13 },
			'input.num_inference_steps',
		],
		['a strength above 1', { prompt: 'x', lora_scale: 1.5 }, 'input.lora_scale: Must be less'],
		[
			'an unknown ratio',
			{ prompt: 'x', aspect_ratio: '7:5' },
			'input.aspect_ratio: aspect_ratio must be one of',
		],
		[
			'a text for a number',
			{ prompt: 'x', output_quality: 'high' },
			'Invalid type. Expected: integer',
		],
		['an image that is no URI', { prompt: 'x', image: 'cat.png' }, "Does not match format 'uri'"],
	])('%s: 422 with detail and invalid_fields', async (_name, input, words) => {
		const { status, json } = await post({ version: schnell, input });
		expect(status).toBe(422);
		expect(json['title']).toBe('Input validation failed');
		expect(json['detail']).toContain(words);
		expect(json['invalid_fields']).toHaveLength(1);
	});

	test.each([
		['an own key in the envelope', { version: schnell, input: { prompt: 'x' }, model: 'y' }, 422],
		['a version that does not exist', { version: 'a'.repeat(64), input: { prompt: 'x' } }, 422],
		[
			'a community model without a version',
			{ version: 'lucataco/flux-dev-lora', input: { prompt: 'x' } },
			422,
		],
		[
			'an official model by name',
			{ version: 'black-forest-labs/flux-dev', input: { prompt: 'x' } },
			201,
		],
		['no credit', { version: schnell, input: { prompt: '[credit]' } }, 402],
	])('%s: %#', async (_name, body, expected) => {
		expect((await post(body)).status).toBe(expected);
	});

	test('the official-model endpoint knows official models alone, and no version key', async () => {
		expect((await official('lucataco', 'flux-dev-lora', { prompt: 'x' })).status).toBe(404);
		expect((await official('black-forest-labs', 'nothing', { prompt: 'x' })).status).toBe(404);
		const path = '/models/black-forest-labs/flux-dev/predictions';
		expect((await post({ version: schnell, input: { prompt: 'x' } }, path)).status).toBe(422);
	});

	test('steps of flux-schnell end at 4, and inputs it does not know are noted', async () => {
		const bad = await official('black-forest-labs', 'flux-schnell', {
			prompt: 'x',
			num_inference_steps: 5,
		});
		expect(bad.status).toBe(422);
		await official('black-forest-labs', 'flux-schnell', { prompt: 'x', guidance: 3 });
		expect(given.sandbox.counters.ignoredInputs).toContainEqual({
			model: 'black-forest-labs/flux-schnell',
			keys: ['guidance'],
		});
	});

	test.each([
		[
			'a Hugging Face id at a BFL model',
			'black-forest-labs/flux-dev-lora',
			{ lora_weights: 'alvdansen/frosting_lane_flux' },
			'does not exist',
		],
		[
			'a Hugging Face address there',
			'black-forest-labs/flux-dev-lora',
			{ lora_weights: 'huggingface.co/alvdansen/frosting_lane_flux' },
			undefined,
		],
		[
			'a CivitAI page with a version query',
			'black-forest-labs/flux-dev-lora',
			{ lora_weights: 'https://civitai.com/models/1?modelVersionId=2' },
			'Failed to parse CivitAI URL',
		],
		[
			'a signed .safetensors URL',
			'black-forest-labs/flux-dev-lora',
			{ lora_weights: 'https://x.example/a.safetensors?sig=1' },
			undefined,
		],
		['a fine-tune of its own', 'sandbox/my-fine-tune', {}, undefined],
	])('LoRA: %s', async (_name, model, more, words) => {
		const version =
			{ 'sandbox/my-fine-tune': `sandbox/my-fine-tune:${'5a4db0c'.repeat(9)}5` }[model] ?? model;
		const { json } = await post({ version, input: { prompt: 'x', ...more } });
		given.clock.advance(10_000);
		const got = await call(json['urls'].get, given.replicate);
		expect(got.json['status']).toBe(words === undefined ? 'succeeded' : 'failed');
		if (words !== undefined) expect(got.json['error']).toContain(words);
	});

	test.each([
		['alvdansen/frosting_lane_flux', 'succeeded'],
		['alvdansen/flux.1-lora', 'failed'],
		['https://civitai.com/models/1', 'failed'],
		['https://x.example/a.safetensors', 'succeeded'],
	])('lucataco takes hf_lora %s: %s', async (hf_lora, state) => {
		const { json } = await post({ version: schnell, input: { prompt: 'x', hf_lora } });
		given.clock.advance(10_000);
		expect((await call(json['urls'].get, given.replicate)).json['status']).toBe(state);
	});
});
