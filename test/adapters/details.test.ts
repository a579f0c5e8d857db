import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { clip, clipStart, dataUri } from '../../nodes/shared/wire/answer';
import { detailsOf } from '../../nodes/shared/wire/details';
import { outputsIn } from '../../nodes/shared/wire/outputs';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';
import { fixture, type Json } from './fixture';

const done = fixture('seed-003-get-answer');

test('details are an allow-list: no outputs, no urls of the upstream', () => {
	const { details } = replicateAdapter('official').parseTask({ body: done, headers: {} });
	const { output, urls, error, ...kept } = done;
	expect([output, urls, error]).not.toContain(undefined);
	expect(details).toEqual(kept);
});

test('tokens are dropped, pictures and links are cut short', () => {
	const base64 = 'iVBORw0KGgo'.repeat(100);
	const input = {
		prompt: 'a cat',
		hf_api_token: 'hf_secret',
		civitai_api_token: 'c',
		nested: [{ apiKey: 'x', password: 'y', scale: 0 }],
		image: `data:image/png;base64,${base64}`,
		mask: base64,
		hf_lora: 'https://civitai.com/api/download/models/1?token=abc',
		lora_scale: 0,
		go_fast: false,
	};
	const adapter = replicateAdapter('official');
	const { details, input: echoed } = adapter.parseTask({ body: { ...done, input }, headers: {} });
	expect(details.input).toEqual({
		prompt: 'a cat',
		nested: [{ scale: 0 }],
		image: '[data URI, 1122 characters]',
		mask: '[base64, 1100 characters]',
		hf_lora: 'https://civitai.com/api/download/models/1?…',
		lora_scale: 0,
		go_fast: false,
	});
	expect(Object.keys(echoed ?? {})).not.toEqual(
		expect.arrayContaining([expect.stringContaining('token')]),
	);
	expect(echoed).toMatchObject({ prompt: 'a cat', hf_lora: input.hf_lora, lora_scale: 0 });
});

test('only a log’s end is kept, without the queries of its links', () => {
	const logs = `start\n${'很长的日志\n'.repeat(5000)}Downloading https://h.co/x?token=abc\nend`;
	const body = { ...done, logs };
	const kept = replicateAdapter('official').parseTask({ body, headers: {} }).details.logs as string;
	expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(2000);
	expect(kept).toMatch(/^….*https:\/\/h\.co\/x\?…\nend$/s);
	expect(kept).not.toContain('\uFFFD');
});

test('base64 outputs never reach the details', () => {
	const data = {
		id: 'a',
		status: 'completed',
		outputs: ['/9j/4AAQSkZJRgABAQAAAQABAAD'],
		error: '',
	};
	const task = waveSpeedAdapter('official').parseTask({ body: { data }, headers: {} });
	expect(task.outputs).toHaveLength(1);
	expect(task.details).toEqual({ id: 'a', status: 'completed', error: '' });
});

test('deep and long answers are bounded', () => {
	let deep: unknown = 'bottom';
	for (let i = 0; i < 5000; i++) deep = { deep };
	const body = {
		metrics: deep,
		input: Array.from({ length: 500 }, (_, i) => i),
		error: 'é'.repeat(9999),
	};
	const details = detailsOf(body, ['metrics', 'input', 'error']);
	expect(JSON.stringify(details.metrics)).toMatch(/^(?:\{"deep":){7}"…"\}{7}$/);
	expect(details.input).toHaveLength(100);
	expect(Buffer.byteLength(details.error as string)).toBeLessThanOrEqual(2000);
	expect(outputsIn(deep)).toEqual([]);
	expect(outputsIn(Array.from({ length: 20_000 }, () => 'https://a.example')).length).toBe(9999);
});

test('clipping counts bytes and keeps characters whole', () => {
	expect(clip('abc', 3)).toBe('abc');
	expect(clip('😀😀😀', 11)).toBe('😀😀…');
	expect(clipStart('😀😀😀', 11)).toBe('…😀😀');
});

test.each([
	['/9j/4AAQSkZJRgABAQ', 'image/jpeg'],
	['iVBORw0KGgoAAAANSUhEUg', 'image/png'],
	['UklGRiQAAABXRUJQVlA4', 'image/webp'],
	['R0lGODlhAQABAIAAAAUE', 'image/gif'],
	[Buffer.from('\0\0\0\x20ftypavif\0\0\0\0').toString('base64'), 'image/avif'],
	[Buffer.from('\0\0\0\x20ftypisom\0\0\0\0').toString('base64'), 'video/mp4'],
	['AAECAwQFBgcICQoLDA0ODw', 'application/octet-stream'],
])('base64 that starts with %s is %s', (base64, type) => {
	expect(dataUri(base64)).toBe(`data:${type};base64,${base64}`);
});

test('text is no base64', () => {
	for (const text of ['', 'short', 'a sentence, with a comma', '{"json": true, "x": 1}']) {
		expect(dataUri(text)).toBeUndefined();
	}
});

test('secret names are dropped at any depth of any answer', () => {
	const body: Json = { input: { a: { b: { authorization: 'Bearer x', hf_token: 'y' } } } };
	expect(detailsOf(body, ['input'])).toEqual({ input: { a: { b: {} } } });
});
