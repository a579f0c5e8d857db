import { once } from 'node:events';
import { falAdapter } from '../../nodes/Fal/fal';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { fetchPicture } from '../../nodes/shared/client/picture';
import { systemClock } from '../../nodes/shared/clock';
import type { Answer } from '../../nodes/shared/task';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';

const a = 'https://files.example.com/a.png';
const b = 'https://files.example.com/b.mp4';
const inside = 'data:image/png;base64,iVBORw0KGgo=';

const answer = (body: unknown): Answer => ({ type: 'answer', status: 200, headers: {}, body });
const ref = { model: 'owner/name', id: 'task' };

/** The same result as each provider wraps it. */
const wrapped = {
	replicate: (output: unknown) =>
		replicateAdapter('official').parseTask(
			answer({ id: 'task', status: 'succeeded', output }),
			ref,
		),
	waveSpeed: (outputs: unknown) =>
		waveSpeedAdapter('official').parseTask(
			answer({ data: { id: 'task', status: 'completed', outputs } }),
			ref,
		),
	fal: (result: unknown) => falAdapter('official').parseTask(answer(result), ref),
};

describe('the files of a result', () => {
	it.each([
		['replicate', 'an array', [a, b], [a, b]],
		['replicate', 'a single text', a, [a]],
		['replicate', 'an object', { image: a, score: 3 }, [a]],
		['replicate', 'nested objects', { views: [{ file: { url: a } }, { file: b }] }, [a, b]],
		['replicate', 'a data URI', inside, [inside]],
		['waveSpeed', 'an array', [a, b], [a, b]],
		['waveSpeed', 'a single text', a, [a]],
		['waveSpeed', 'objects', [{ type: 'image', url: a }], [a]],
		['waveSpeed', 'a data URI', [inside], [inside]],
		['fal', 'images', { images: [{ url: a }], seed: 1 }, [a]],
		['fal', 'one image', { image: { url: a } }, [a]],
		['fal', 'a film', { video: { url: b } }, [b]],
		[
			'fal',
			'sound',
			{ audio: { url: 'https://files.example.com/a.mp3' } },
			['https://files.example.com/a.mp3'],
		],
		['fal', 'another name, nested', { views: { front: { url: a }, side: { url: b } } }, [a, b]],
		['fal', 'a data URI', { images: [{ url: inside, content_type: 'image/png' }] }, [inside]],
	] as const)('of %s: %s', (provider, _, result, urls) => {
		const task = wrapped[provider](result);
		expect(task.status).toBe('succeeded');
		expect(task.outputs.map(({ url }) => url)).toEqual(urls);
	});
});

const bytes = (...parts: readonly (string | readonly number[])[]) =>
	Buffer.concat(
		parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
	);

describe('a file', () => {
	const source = {
		endpoint: { baseUrl: new URL('https://api.example'), authorization: 'Key x' } as never,
		allowedHosts: [],
	};
	const fetched = async (file: Buffer, said = 'application/octet-stream') =>
		await fetchPicture(
			{ url: `data:${said};base64,${file.toString('base64')}` },
			source,
			1024 * 1024,
			async (stream) => {
				stream.resume();
				await once(stream, 'end');
				return 'stored';
			},
			{ ...systemClock, sleep: async () => await Promise.resolve() },
			new AbortController().signal,
		);

	const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>';
	const wav = bytes(
		'RIFF',
		[36, 0, 0, 0],
		'WAVEfmt ',
		[16, 0, 0, 0, 1, 0, 1, 0],
		new Array<number>(16).fill(0),
	);
	const mp4 = bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 2, 0], 'isommp42');
	it.each([
		['a film', mp4, 'video/mp4', 'mp4'],
		['sound', wav, 'audio/wav', 'wav'],
		['sound with tags', bytes('ID3', [3, 0, 0, 0, 0, 0, 0, 255, 251, 144, 0]), 'audio/mpeg', 'mp3'],
		['a drawing of lines', bytes(drawing), 'image/svg+xml', 'svg'],
		[
			'a drawing behind its declaration',
			bytes(`<?xml version="1.0"?>\n<!-- drawn -->\n${drawing}`),
			'image/svg+xml',
			'svg',
		],
	] as const)('that is %s is stored as what it is', async (_, file, mimeType, extension) => {
		expect(await fetched(file, 'image/png')).toMatchObject({
			mimeType,
			extension,
			stored: 'stored',
		});
	});

	it.each([
		['a web page', '<!doctype html><html><body><svg></svg></body></html>'],
		['another kind of XML', '<?xml version="1.0"?><feed></feed>'],
	])('that is %s is no picture', async (_, text) => {
		expect(await fetched(bytes(text), 'image/svg+xml')).toMatchObject({ kind: 'notAPicture' });
	});
});
