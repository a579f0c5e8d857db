import { bfl, fal, hash, parse, prompt, rows } from './parsed';

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
		const raw = { prompt, ownModel: `me/mine:${hash}`, triggerWords: 'TOK' };
		expect(parse('fineTune', raw)).toMatchObject({ prompt: 'TOK, a fox', loras: [] });
	});
});
