import { fileNameFor, numbersFor, withoutPhrases } from '../../nodes/shared/n8n/fileName';

describe('file names', () => {
	const name = (over: Partial<Parameters<typeof fileNameFor>[0]>) =>
		fileNameFor({
			wanted: '',
			prompt: 'A beautiful castle, at night!',
			rowNumber: '',
			taskId: 'd00d-c0ffee12',
			number: 1,
			count: 1,
			extension: 'webp',
			...over,
		});
	test.each([
		['from the prompt and the task', {}, 'a-beautiful-castle-at-night-c0ffee12.webp'],
		[
			'another task of the same prompt',
			{ taskId: '0192-7a31-beef' },
			'a-beautiful-castle-at-night-7a31beef.webp',
		],
		['a short id', { prompt: 'x', taskId: 'abc1' }, 'x-abc1.webp'],
		['an id without letters', { prompt: 'x', taskId: '任务/1' }, 'x-414d2cfc.webp'],
		[
			'numbered when there are several',
			{ count: 4, number: 3 },
			'a-beautiful-castle-at-night-c0ffee12-3.webp',
		],
		['numbers that sort', { count: 12, number: 3, wanted: 'x' }, 'x-03.webp'],
		['what the user wrote', { wanted: 'Hero shot' }, 'Hero shot.webp'],
		['a name that several rows have', { wanted: 'Hero', rowNumber: '02' }, 'Hero-02.webp'],
		[
			'a name of several rows, several images',
			{ wanted: 'Hero', rowNumber: '2', count: 2, number: 1 },
			'Hero-2-1.webp',
		],
		['an extension is corrected', { wanted: 'hero.png' }, 'hero.webp'],
		['a version is no extension', { wanted: 'hero v1.2' }, 'hero v1.2.webp'],
		['no prompt', { prompt: null }, 'image-c0ffee12.webp'],
		['a prompt in Chinese', { prompt: '一座美丽的城堡' }, '一座美丽的城堡-c0ffee12.webp'],
		['accents', { prompt: 'Crème brûlée à Málaga' }, 'creme-brulee-a-malaga-c0ffee12.webp'],
		['a prompt of signs', { prompt: '???' }, 'image-c0ffee12.webp'],
		['a prompt of emojis', { prompt: '🦊🏰' }, 'image-c0ffee12.webp'],
		['paths stay inside', { wanted: '../../etc/passwd' }, '-..-etc-passwd.webp'],
		['backslashes too', { wanted: '..\\..\\a' }, '-..-a.webp'],
		['control characters', { wanted: 'a\u0000b\nc' }, 'a-b-c.webp'],
		['reserved names', { wanted: 'CON' }, '_CON.webp'],
		['reserved names with an extension', { wanted: 'nul.png' }, '_nul.webp'],
		['reserved names with a dot', { wanted: 'com1.hero' }, '_com1.hero.webp'],
		['a word that begins like one', { wanted: 'console' }, 'console.webp'],
		['a turned direction', { wanted: 'photo\u202Egpj.exe' }, 'photogpj.exe.webp'],
		['half a character', { wanted: 'a\uD83D' }, 'a.webp'],
		['a dot at the end', { wanted: 'hero. ' }, 'hero.webp'],
		['a hostile id', { prompt: null, taskId: '../../x/evil' }, 'image-xevil.webp'],
	])('%s', (_, over, expected) => {
		expect(name(over)).toBe(expected);
	});
	test.each([
		['are numbered in their order', ['a', 'b', 'a'], ['1', '', '2']],
		['are equal without regard to case', ['Hero', 'hero'], ['1', '2']],
		['are equal when what a store cannot keep is gone', ['a/b', 'a:b'], ['1', '2']],
		['are equal with and without an extension', ['a.png', 'a'], ['1', '2']],
		['are none where the name is made by us', ['', ''], ['', '']],
		[
			'sort',
			Array.from({ length: 10 }, () => 'x'),
			['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'],
		],
	])('names of a run %s', (_, wanted, expected) => {
		expect(numbersFor(wanted)).toEqual(expected);
	});
	test.each([
		['TOK, a fox', ['TOK'], ' , a fox'],
		['tokyo by night', ['TOK'], 'tokyo by night'],
		['a (red) fox', ['a (red)'], '  fox'],
		['a fox', [''], 'a fox'],
	])('without the words of its LoRAs: %s', (prompt, phrases, expected) => {
		expect(withoutPhrases(prompt, phrases)).toBe(expected);
	});
	test('at most 255 bytes, cut between characters', () => {
		const long = name({ wanted: '城'.repeat(300), count: 64, number: 7 });
		expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
		expect(long).toMatch(/^城+-07\.webp$/);
	});
});
