import { hash, parse, refusal } from './parsed';

describe('a custom model', () => {
	const custom = 'replicateImage custom';

	it.each([
		[custom, 'black-forest-labs/flux-krea-dev', { endpoint: 'black-forest-labs/flux-krea-dev' }],
		[custom, `me/mine:${hash}`, { endpoint: 'me/mine', version: `me/mine:${hash}` }],
		[custom, hash, { endpoint: hash }],
		[custom, ' deployments/me/mine ', { endpoint: 'deployments/me/mine' }],
		['falImage custom', 'fal-ai/flux-2/klein/4b/lora', { endpoint: 'fal-ai/flux-2/klein/4b/lora' }],
		[
			'waveSpeedImage custom',
			'wavespeed-ai/z-image/turbo-lora',
			{ endpoint: 'wavespeed-ai/z-image/turbo-lora' },
		],
	])('%s runs %s', (model, endpoint, target) => {
		expect(parse(model, { endpoint, input: '{}' }).target).toEqual(target);
	});

	it.each([
		['a text', '{"prompt":"a fox","num_images":3}', 'a fox', 3],
		['an object by expression', { prompt: 'a fox', num_outputs: 2 }, 'a fox', 2],
		['an input without prompt and count', { image: 'x' }, null, 1],
		['a count written as a text', { num_outputs: '4' }, null, 4],
		['a count that is none', { num_images: 'two' }, null, 1],
	])('takes its input from %s', (_what, input, words, count) => {
		const wire = typeof input === 'string' ? (JSON.parse(input) as object) : input;
		expect(parse(custom, { endpoint: 'o/a', input })).toMatchObject({ wire, prompt: words, count });
	});

	it.each([
		[
			'JSON that is none',
			{ endpoint: 'o/a', input: '{prompt}' },
			/^Input \(JSON\) is no valid JSON: /,
		],
		[
			'a list',
			{ endpoint: 'o/a', input: '[1]' },
			/^Input \(JSON\) must be a JSON object.*; it is a list$/,
		],
		['no input', { endpoint: 'o/a', input: '' }, /^Input \(JSON\) is empty$/],
		['no endpoint', { endpoint: '', input: '{}' }, /^Model to Run is empty$/],
		[
			'an address',
			{ endpoint: 'https://replicate.com/o/a', input: '{}' },
			/^Model to Run must be owner\/name/,
		],
		['a path that climbs', { endpoint: 'o/a/../b', input: '{}' }, /^Model to Run must be/],
	])('refuses %s', (_what, raw, message) => {
		expect(refusal(custom, raw)).toMatch(message);
	});
});
