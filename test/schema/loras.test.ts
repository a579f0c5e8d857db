import { bfl, fal, parse, prompt, refusal, rows, wave } from './parsed';

const klein = 'black-forest-labs/flux-2-klein-4b-base-lora';
const json = (lorasJson: unknown) => ({ prompt, lorasMode: 'json', lorasJson });

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
		['one name', fal, json('o/a'), { loras: [{ path: 'o/a', scale: 1 }] }],
		['an object', fal, json('{"path":"o/a"}'), { loras: [{ path: 'o/a', scale: 1 }] }],
		['a list of names', fal, json(['o/a']), { loras: [{ path: 'o/a', scale: 1 }] }],
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
		expect(parse(fal, rows(a, b)).loras).toMatchObject([
			{ path: 'o/a', scale: 0.5, triggerWords: null },
			{ path: 'o/b', scale: 1.5, triggerWords: 'TOK' },
		]);
	});
});
