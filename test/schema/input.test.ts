import { Problem } from '../../nodes/shared/problem';
import { parseInput } from '../../nodes/shared/input/schema';
import { nodes } from '../tools/nodes';

const hash = '0a'.repeat(32);
const models = nodes.flatMap(({ node, models: list }) =>
	list.map((model) => [`${node.description.name} ${model.id}`, model] as const),
);

function parse(id: string, raw: Record<string, unknown>) {
	const found = models.find(([name]) => name === id || name.endsWith(` ${id}`));
	if (found === undefined) throw new Error(`no model ${id}`);
	return parseInput(found[1], raw);
}

function refusal(id: string, raw: Record<string, unknown>): string {
	try {
		parse(id, raw);
	} catch (error) {
		if (error instanceof Problem) {
			expect(error.facts()).toMatchObject({
				kind: 'invalidInput',
				charged: 'no',
				safeToRetry: true,
			});
			return error.message;
		}
		throw error;
	}
	return 'accepted';
}

const fal = 'fal-ai/flux-lora';
const wave = 'wavespeed-ai/flux-dev-lora';
const bfl = 'black-forest-labs/flux-dev-lora';
const klein = 'black-forest-labs/flux-2-klein-4b-base-lora';
const edit = 'fal-ai/flux-2/lora/edit';
const prompt = 'a fox';
const rows = (...row: unknown[]) => ({ prompt, lorasMode: 'fields', loras: { row } });
const json = (lorasJson: unknown) => ({ prompt, lorasMode: 'json', lorasJson });

describe('a value', () => {
	it.each([
		['a number that a sheet gave as a text', fal, { num_images: ' 2 ' }, { num_images: 2 }],
		[
			'a negative fraction as a text',
			bfl,
			{ lora_weights: 'a/b', lora_scale: '-0.5' },
			{ lora_scale: -0.5 },
		],
		['true as a text', bfl, { go_fast: 'True' }, { go_fast: true }],
		['false', bfl, { go_fast: false }, { go_fast: false }],
		['zero', bfl, { prompt_strength: 0 }, { prompt_strength: 0 }],
		['a number where a choice is a text', bfl, { megapixels: 0.25 }, { megapixels: '0.25' }],
		['a number where a text is wanted', fal, { prompt: 42 }, { prompt: '42' }],
		['an empty image that a user put into an option', wave, { image: '' }, { image: '' }],
	])('%s is taken', (_what, model, raw, wire) => {
		expect(parse(model, { prompt, ...raw }).wire).toMatchObject(wire);
	});

	it.each([
		['null', { num_inference_steps: null, seed: null, guidance: null }],
		['undefined', { num_inference_steps: undefined, lora_weights: undefined }],
		['a strength without a LoRA', { lora_weights: '', lora_scale: 1.5, extra_lora_scale: 1 }],
		['a path of blanks', { lora_weights: '  ', lora_scale: 99 }],
	])('%s is not sent', (_what, raw) => {
		expect(parse(bfl, { prompt, ...raw }).wire).toEqual({ prompt });
	});

	it.each([
		['no prompt', bfl, { prompt: undefined }, 'Prompt is empty'],
		['a prompt of blanks', bfl, { prompt: ' \n' }, 'Prompt is empty'],
		['a list as the prompt', bfl, { prompt: ['a'] }, 'Prompt must be a text; it is a list'],
		[
			'an empty number',
			fal,
			{ num_images: '' },
			'Number of Images must be a whole number from 1 to 4; it is empty',
		],
		[
			'five images',
			fal,
			{ num_images: 5 },
			'Number of Images must be a whole number from 1 to 4; it is 5',
		],
		[
			'a number with a comma',
			bfl,
			{ guidance: '3,5' },
			'Guidance must be a number from 0 to 10; it is "3,5"',
		],
		[
			'infinity',
			bfl,
			{ guidance: Infinity },
			'Guidance must be a number from 0 to 10; it is Infinity',
		],
		[
			'hexadecimal',
			fal,
			{ num_images: '0x1' },
			'Number of Images must be a whole number from 1 to 4; it is "0x1"',
		],
		[
			'the square pro of seed 004',
			fal,
			{ image_size: 'square pro' },
			'Image Size must be one of square_hd, square, portrait_4_3, portrait_16_9, landscape_4_3, landscape_16_9, custom; it is "square pro"',
		],
		['an input of another model', fal, { go_fast: true }, 'FLUX Dev LoRA has no input "go_fast"'],
		[
			'a seed below -1 at WaveSpeed',
			wave,
			{ seed: -2 },
			'Seed must be a whole number from -1 to 2147483647; it is -2',
		],
		[
			'no start image',
			'fal-ai/flux-lora/image-to-image',
			{ image_url: '' },
			'Start Image is empty',
		],
		[
			'a version that is none',
			'lucataco/flux-dev-lora',
			{ version: 'latest' },
			'Version must be owner/name:version, or the 64 characters of the version alone; it is "latest"',
		],
		[
			'a custom size without a width',
			fal,
			{ image_size: 'custom', customHeight: 512 },
			'Width must be a whole number from 1 to 14142; it is empty',
		],
	])('%s is refused', (_what, model, raw, message) => {
		expect(refusal(model, { prompt, ...raw })).toBe(message);
	});
});

describe('LoRAs', () => {
	const a = { path: 'o/a', scale: 0.5, triggerWords: '' };
	const b = { path: ' o/b ', scale: '1.5', triggerWords: 'TOK' };

	it.each([
		[
			'rows',
			fal,
			rows(a, b),
			{
				loras: [
					{ path: 'o/a', scale: 0.5 },
					{ path: 'o/b', scale: 1.5 },
				],
			},
		],
		[
			'a row without a strength',
			wave,
			rows({ path: 'o/a' }),
			{ loras: [{ path: 'o/a', scale: 1 }] },
		],
		[
			'rows as two lists',
			klein,
			rows(a, b),
			{ lora_weights: ['o/a', 'o/b'], lora_scales: [0.5, 1.5] },
		],
		[
			'JSON text',
			fal,
			json('[{"path":"o/a","scale":0.5}]'),
			{ loras: [{ path: 'o/a', scale: 0.5 }] },
		],
		['a list by expression', fal, json([{ path: 'o/a' }]), { loras: [{ path: 'o/a', scale: 1 }] }],
		[
			'one and an extra one',
			bfl,
			{ prompt, lora_weights: 'o/a', lora_scale: 1, extra_lora: 'o/b', extra_lora_scale: -1 },
			{ lora_weights: 'o/a', lora_scale: 1, extra_lora: 'o/b', extra_lora_scale: -1 },
		],
	])('from %s are sent as the model wants them', (_what, model, raw, wire) => {
		expect(parse(model, raw).wire).toMatchObject(wire);
	});

	it.each([
		['no rows', fal, rows()],
		['rows with empty paths', fal, rows({ path: '', scale: 9 }, { path: ' ' })],
		['an empty JSON text', fal, json('')],
		[
			'the JSON that the form starts with',
			fal,
			json('[\n  { "path": "", "scale": 1, "triggerWords": "" }\n]'),
		],
		['rows left over while JSON is chosen', fal, { ...rows(a), ...json('[]') }],
	])('from %s are none', (_what, model, raw) => {
		const { wire, loras } = parse(model, raw);
		expect(wire.loras).toBeUndefined();
		expect(loras).toEqual([]);
	});

	it.each([
		['a fourth at WaveSpeed', wave, rows(a, a, a, a), 'LoRAs must be at most 3; there are 4'],
		['a fourth by JSON', wave, json([a, a, a, a]), 'LoRAs must be at most 3; there are 4'],
		[
			'a strength of the second out of range',
			wave,
			rows(a, { path: 'o/b', scale: 4.1 }),
			'Strength (LoRA 2) must be a number from 0 to 4; it is 4.1',
		],
		['broken JSON', fal, json('[{'), expect.stringMatching(/^LoRAs \(JSON\) is no valid JSON: /)],
		[
			'an object',
			fal,
			json('{"path":"o/a"}'),
			'LoRAs (JSON) must be a list of objects with path, scale and triggerWords; it is an object',
		],
		[
			'a list of texts',
			fal,
			json(['o/a']),
			'LoRAs (JSON) must be a list of objects with path, scale and triggerWords; it is "o/a"',
		],
		[
			'a key of another provider',
			fal,
			json([{ path: 'o/a', weight: 1 }]),
			'LoRAs (JSON) has an unknown key "weight"',
		],
		[
			'an expression in place of the rows',
			fal,
			rows(...Array.from('={{ $json.l }}', () => ({ path: '', scale: 1, triggerWords: '' }))),
			expect.stringContaining('as if an expression stood in place of the rows'),
		],
	])('%s is refused', (_what, model, raw, message) => {
		expect(refusal(model, raw)).toEqual(message);
	});

	it('are told with strength and trigger words', () => {
		expect(parse(fal, rows(a, b)).loras).toEqual([
			{ path: 'o/a', scale: 0.5, triggerWords: null },
			{ path: 'o/b', scale: 1.5, triggerWords: 'TOK' },
		]);
	});
});

describe('trigger words', () => {
	it.each([
		[
			'are put before the prompt',
			'a castle',
			'frstingln illustration',
			'frstingln illustration, a castle',
		],
		[
			'are not put twice, in any case',
			'A FRSTINGLN  illustration of a castle',
			'frstingln illustration',
			'A FRSTINGLN  illustration of a castle',
		],
		[
			'count as a whole phrase',
			'an illustration in frstingln',
			'frstingln illustration',
			'frstingln illustration, an illustration in frstingln',
		],
		['count as whole words', 'foxglove at dusk', 'fox', 'fox, foxglove at dusk'],
		['may hold signs', 'in style (x) now', 'style (x)', 'in style (x) now'],
		['may be in any script', '一只猫, ミク', 'ミク', '一只猫, ミク'],
		['leave the request as it is when empty', '  a castle ', ' ', '  a castle '],
	])('%s', (_what, text, triggerWords, sent) => {
		const input = parse(bfl, { prompt: text, lora_weights: 'o/a', triggerWords });
		expect(input.wire.prompt).toBe(sent);
		expect(input.prompt).toBe(sent);
	});

	it('need a LoRA', () => {
		expect(parse(bfl, { prompt, lora_weights: '', triggerWords: 'TOK' }).prompt).toBe(prompt);
	});

	it('of several LoRAs come in their order, each once', () => {
		const row = (path: string, triggerWords: string) => ({ path, triggerWords });
		const input = parse(fal, rows(row('o/a', 'AAA'), row('o/b', 'BBB'), row('o/c', 'aaa')));
		expect(input.prompt).toBe('AAA, BBB, a fox');
	});

	it('of an extra LoRA come after those of the first', () => {
		const extra = { extra_lora: 'o/b', extraTriggerWords: 'BBB' };
		const raw = { prompt, lora_weights: 'o/a', triggerWords: 'AAA', ...extra };
		expect(parse(bfl, raw).prompt).toBe('AAA, BBB, a fox');
	});

	it('of a fine-tune need no path', () => {
		const raw = { prompt, endpoint: `me/mine:${hash}`, triggerWords: 'TOK' };
		expect(parse('fineTune', raw)).toMatchObject({ prompt: 'TOK, a fox', loras: [] });
	});
});

describe('images', () => {
	it.each([
		['a URL', 'https://x.test/a.png?w=1,h=2'],
		['a data URI', 'data:image/png;base64,AAAA'],
		['the name of a binary field', 'data'],
	])('from %s wait for the upload, outside the wire input', (_what, source) => {
		const input = parse(wave, { prompt, image: source, mask_image: 'mask' });
		expect(input.wire).toEqual({ prompt });
		expect(input.images).toEqual([
			{ name: 'image', label: 'Start Image', sources: [source], many: false },
			{ name: 'mask_image', label: 'Mask', sources: ['mask'], many: false },
		]);
	});

	it.each([
		['names with commas', 'data,data_1 , data_2', ['data', 'data_1', 'data_2']],
		['a line each', 'https://x.test/a.png\nmask', ['https://x.test/a.png', 'mask']],
		[
			'URLs with a comma',
			'https://x.test/w_1,h_2/a.png, https://x.test/b.png',
			['https://x.test/w_1,h_2/a.png', 'https://x.test/b.png'],
		],
		[
			'data URIs',
			'data:image/png;base64,AAAA,data:image/png;base64,BBBB',
			['data:image/png;base64,AAAA', 'data:image/png;base64,BBBB'],
		],
		['a list by expression', ['https://x.test/a.png', 'data'], ['https://x.test/a.png', 'data']],
	])('several in one field: %s', (_what, image_urls, sources) => {
		expect(parse(edit, { prompt, image_urls }).images).toEqual([
			{ name: 'image_urls', label: 'Input Images', sources, many: true },
		]);
	});

	it('more than the model reads are refused', () => {
		expect(refusal(edit, { prompt, image_urls: 'a, b, c, d' })).toBe(
			'Input Images must be at most 3; there are 4',
		);
	});
});

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
