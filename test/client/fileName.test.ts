import { fileNameFor } from '../../nodes/shared/n8n/fileName';

describe('file names', () => {
	const name = (over: Partial<Parameters<typeof fileNameFor>[0]>) =>
		fileNameFor({
			wanted: '',
			prompt: 'A beautiful castle, at night!',
			taskId: 'abc',
			number: 1,
			count: 1,
			extension: 'webp',
			...over,
		});
	test.each([
		['from the prompt', {}, 'a-beautiful-castle-at-night.webp'],
		[
			'numbered when there are several',
			{ count: 4, number: 3 },
			'a-beautiful-castle-at-night-3.webp',
		],
		['numbers that sort', { count: 12, number: 3, wanted: 'x' }, 'x-03.webp'],
		['what the user wrote', { wanted: 'Hero shot' }, 'Hero shot.webp'],
		['an extension is corrected', { wanted: 'hero.png' }, 'hero.webp'],
		['a version is no extension', { wanted: 'hero v1.2' }, 'hero v1.2.webp'],
		['no prompt', { prompt: null }, 'image-abc.webp'],
		['a prompt in Chinese', { prompt: '一座美丽的城堡' }, '一座美丽的城堡.webp'],
		['a prompt of signs', { prompt: '???' }, 'image-abc.webp'],
		['paths stay inside', { wanted: '../../etc/passwd' }, '-..-etc-passwd.webp'],
		['backslashes too', { wanted: '..\\..\\a' }, '-..-a.webp'],
		['control characters', { wanted: 'a\u0000b\nc' }, 'a-b-c.webp'],
		['reserved names', { wanted: 'CON' }, '-.webp'],
		['a hostile id', { prompt: null, taskId: '../x' }, 'image-..x.webp'],
	])('%s', (_, over, expected) => {
		expect(name(over)).toBe(expected);
	});
	test('at most 255 bytes, cut between characters', () => {
		const long = name({ wanted: '城'.repeat(300), count: 64, number: 7 });
		expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
		expect(long).toMatch(/^城+-07\.webp$/);
	});
});
