import { Problem } from '../../nodes/shared/problem';
import type { Task } from '../../nodes/shared/task';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';
import { answer, fixture, parts, type Json } from './fixture';

const official = waveSpeedAdapter('official');
const gateway = waveSpeedAdapter('gateway');
const created = fixture('wavespeed-created').data as Json;
const envelope = (changes: Json) => ({
	code: 200,
	message: 'success',
	data: { ...created, ...changes },
});

const url = 'https://d11ewybssaphwx.cloudfront.net/output/a.jpg';
const jpeg = '/9j/4AAQSkZJRgABAQAAAQABAAD';
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAE';
const sync =
	'Sync mode timed out after 90 seconds. The prediction is still processing asynchronously.';

const tasks: ReadonlyArray<readonly [string, Json, Partial<Task>]> = [
	['created is queued', {}, { status: 'queued' }],
	['processing is running', { status: 'processing' }, { status: 'running' }],
	['an unknown status is running', { status: 'warming' }, { status: 'running' }],
	[
		'a sync wait that ended is a running task',
		{ status: 'processing', code: 5004, error: sync },
		{ status: 'running', reason: undefined },
	],
	[
		'the same under another name',
		{ status: 'failed', code: 5004, error: sync },
		{ status: 'running' },
	],
	[
		'completed',
		{ status: 'completed', outputs: [url, url], has_nsfw_contents: [false, true] },
		{
			status: 'succeeded',
			outputs: [
				{ url, flagged: false },
				{ url, flagged: true },
			],
			urlExpiresAt: '2025-10-06T23:09:43.027Z',
		},
	],
	[
		'bare base64 becomes a data URI of its type',
		{ status: 'completed', outputs: [jpeg, png, 'UklGRiQAAABXRUJQVlA4'] },
		{
			outputs: [
				{ url: `data:image/jpeg;base64,${jpeg}`, mimeType: 'image/jpeg' },
				{ url: `data:image/png;base64,${png}`, mimeType: 'image/png' },
				{ url: 'data:image/webp;base64,UklGRiQAAABXRUJQVlA4', mimeType: 'image/webp' },
			],
			urlExpiresAt: undefined,
		},
	],
	[
		'a data URI stays one',
		{ status: 'completed', outputs: [`data:image/png;base64,${png}`] },
		{ outputs: [{ url: `data:image/png;base64,${png}`, mimeType: 'image/png' }] },
	],
	[
		'objects of other models',
		{ status: 'completed', outputs: [{ image: { url } }, { note: 'none' }] },
		{ outputs: [{ url }] },
	],
	['texts are no outputs', { status: 'completed', outputs: ['a cat, sitting!'] }, { outputs: [] }],
	['no outputs', { status: 'completed', outputs: null }, { status: 'succeeded', outputs: [] }],
	['cancelled with two l', { status: 'cancelled' }, { status: 'canceled' }],
	[
		'a timeout at the provider',
		{ status: 'timeout', code: 5004 },
		{ status: 'failed', reason: 'The task timed out at WaveSpeed.' },
	],
	[
		'moderation by code',
		{ status: 'failed', code: 1200, error: 'no' },
		{ refused: true, reason: 'no' },
	],
	[
		'moderation by words',
		{ status: 'failed', error: 'Content flagged as sensitive' },
		{ refused: true },
	],
	['the seed that was asked for', { input: { seed: 7 } }, { seed: 7, input: { seed: 7 } }],
	['a random seed is not told', { input: { seed: -1 } }, { seed: undefined }],
	['the running time', { timings: { inference: 2500 } }, { secondsRunning: 2.5 }],
];

test.each(tasks)('%s', (_, changes, expected) => {
	const body = envelope(changes);
	expect(official.parseError(answer(200, body))).toBeUndefined();
	expect(parts(official.parseTask({ body, headers: {} }), expected)).toEqual(expected);
});

test('a task counts even in an envelope that says otherwise', () => {
	const body = { ...envelope({ status: 'failed', error: 'e' }), code: 500 };
	expect(official.parseError(answer(200, body))).toBeUndefined();
	expect(official.parseTask({ body, headers: {} })).toMatchObject({
		status: 'failed',
		reason: 'e',
	});
});

test.each([[{}], [{ data: null }], [{ data: {} }], [{ data: [] }], [[]], [null], [{ code: 200 }]])(
	'%j is no prediction',
	(body) => {
		expect(() => official.parseTask({ body, headers: {} })).toThrow(
			expect.objectContaining({ kind: 'badAnswer' }),
		);
	},
);

test('requests', () => {
	const ref = { model: 'wavespeed-ai/flux-dev', id: 'p1' };
	expect(official.cancel(ref)).toEqual({
		service: 'api',
		method: 'POST',
		path: '/predictions/delete',
		body: { ids: ['p1'] },
	});
	expect(official.cancelDeletes).toEqual(['created', 'processing']);
	expect(official.list?.(new Date('2025-01-01T00:00:00Z'))).toEqual({
		service: 'api',
		method: 'POST',
		path: '/predictions',
		body: { page: 1, page_size: 100, created_after: '2025-01-01T00:00:00.000Z' },
	});
	expect(official.account?.()).toEqual({ service: 'api', method: 'GET', path: '/balance' });
	expect(gateway.account).toBeUndefined();
	expect(gateway.status(ref)).toEqual(official.status(ref));
	expect(official.status({ model: '', id: '../x' }).path).toBe('/predictions/..%2Fx/result');
	expect(() => official.status({ model: '', id: '..' })).toThrow(Problem);
});

test('an upload', () => {
	const file = { fileName: 'a.png', mimeType: 'image/png', bytes: new Uint8Array([1]) };
	expect(official.upload?.(file)).toEqual({
		service: 'api',
		method: 'POST',
		path: '/media/upload/binary',
		file: { field: 'file', content: file },
	});
	const data = { type: 'image', download_url: url, filename: 'a.png', size: 1 };
	expect(official.parseUpload?.({ code: 200, data }, file)).toEqual({ url });
	expect(() => official.parseUpload?.({ code: 200, data: {} }, file)).toThrow(Problem);
});
