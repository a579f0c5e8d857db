import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { Problem } from '../../nodes/shared/problem';
import type { Task } from '../../nodes/shared/task';
import { fixture, parts, type Json } from './fixture';

const official = replicateAdapter('official');
const gateway = replicateAdapter('gateway');
const done = fixture('seed-003-get-answer');
const read = (changes: Json, of: Json = done) =>
	official.parseTask({ body: { ...of, ...changes }, headers: {} });

const url = 'https://replicate.delivery/a/out-0.webp';
const nsfw =
	'All generated images contained NSFW content. Try running it again with a different prompt.';
const log = 'Using seed: 1\n 43%|████▎     | 12/28 [00:02<00:03, 5.2it/s]\n';

const tasks: ReadonlyArray<readonly [string, Json, Partial<Task>]> = [
	['starting is queued', { status: 'starting', output: null }, { status: 'queued', outputs: [] }],
	['processing is running', { status: 'processing', output: null }, { status: 'running' }],
	['an unknown status is running', { status: 'warming' }, { status: 'running', outputs: [] }],
	['a status of another type is running', { status: 7 }, { status: 'running' }],
	[
		'failed has the reason',
		{ status: 'failed', error: 'CUDA' },
		{ status: 'failed', reason: 'CUDA' },
	],
	['failed for its content', { status: 'failed', error: nsfw }, { refused: true, reason: nsfw }],
	['canceled without words', { status: 'canceled' }, { status: 'canceled', reason: undefined }],
	[
		'aborted is canceled, with words of ours',
		{ status: 'aborted', output: null },
		{ status: 'canceled', reason: expect.stringContaining('deadline') as string },
	],
	[
		'data_removed is expired',
		{ output: null, data_removed: true },
		{ status: 'succeeded', expired: true, outputs: [], urlExpiresAt: undefined },
	],
	['no output is a task without pictures', { output: null }, { outputs: [], expired: undefined }],
	['a single string', { output: url }, { outputs: [{ url }] }],
	[
		'two strings in order',
		{ output: [`${url}?1`, url] },
		{ outputs: [{ url: `${url}?1` }, { url }] },
	],
	[
		'objects with links',
		{ output: [{ url, width: 8, height: 9, content_type: 'image/webp' }, { a: { b: url } }] },
		{ outputs: [{ url, width: 8, height: 9, mimeType: 'image/webp' }, { url }] },
	],
	[
		'a data URI, which does not expire',
		{ output: 'data:image/png;base64,iVBORw0KGgo=' },
		{
			outputs: [{ url: 'data:image/png;base64,iVBORw0KGgo=', mimeType: 'image/png' }],
			urlExpiresAt: undefined,
		},
	],
	['texts are no outputs', { output: ['done', 'replicate.delivery/x'] }, { outputs: [] }],
	[
		'progress and time left from the log’s last bar',
		{ status: 'processing', logs: `1/28 [00:00<00:09, 3.0it/s]\n${log}` },
		{ progress: 12 / 28, secondsLeft: 16 / 5.2, seed: 1 },
	],
	[
		'a slow bar in seconds a step',
		{ status: 'processing', logs: ' 50%|█████ | 2/4 [00:05<00:05,  2.50s/it]' },
		{ progress: 0.5, secondsLeft: 5 },
	],
	[
		'a bar without a rate yet',
		{ status: 'processing', logs: '  0%|          | 0/4 [00:00<?, ?it/s]' },
		{ progress: 0, secondsLeft: undefined },
	],
	[
		'a bar of more than an hour',
		{ status: 'processing', logs: '1/4 [10:00<1:02:03, ?s/it]' },
		{ progress: 0.25, secondsLeft: 3723 },
	],
	['the log’s last seed', { logs: 'Using seed: 1\nusing seed: 2' }, { seed: 2 }],
	[
		'clocks that run backwards',
		{ started_at: '2020-01-01T00:00:00Z', completed_at: '2019-01-01T00:00:00Z', metrics: null },
		{ secondsQueued: undefined, secondsRunning: undefined },
	],
	['no log, no seed', { logs: null }, { seed: undefined }],
	['times without metrics', { metrics: null }, { secondsRunning: 0.558 }],
	[
		'no start, no seconds',
		{ started_at: null, metrics: {} },
		{ secondsQueued: undefined, secondsRunning: undefined },
	],
	[
		'times that are none',
		{ created_at: 'soon', completed_at: 5 },
		{ createdAt: undefined, urlExpiresAt: undefined },
	],
];

test.each(tasks)('%s', (_, changes, expected) => {
	expect(parts(read(changes), expected)).toEqual(expected);
});

test('the id that was asked about wins, and the answer’s model', () => {
	const task = official.parseTask({ body: done, headers: {} }, { model: 'asked', id: 'asked' });
	expect(task).toMatchObject({ id: 'asked', model: 'black-forest-labs/flux-schnell' });
	const bare = official.parseTask(
		{ body: { status: 'starting' }, headers: {} },
		{ model: 'm', id: 'i' },
	);
	expect(bare).toMatchObject({ id: 'i', model: 'm', status: 'queued' });
});

test.each([[{}], [[]], [null], ['text'], [{ status: 'starting' }], [{ id: '' }], [{ error: 'x' }]])(
	'%j is no prediction',
	(body) => {
		expect(() => official.parseTask({ body, headers: {} })).toThrow(Problem);
	},
);

test.each([
	['an official model', { endpoint: 'o/n' }, '/models/o/n/predictions', undefined],
	['a deployment', { endpoint: 'deployments/o/n' }, '/deployments/o/n/predictions', undefined],
	['a hash as endpoint', { endpoint: 'a'.repeat(64) }, '/predictions', 'a'.repeat(64)],
	['an endpoint with a version', { endpoint: ' o/n:v1 ' }, '/predictions', 'o/n:v1'],
	['a version beside', { endpoint: 'o/n', version: 'o/n:v2' }, '/predictions', 'o/n:v2'],
])('submit to %s', (_, target, path, version) => {
	const input = { prompt: '' };
	const { body, ...request } = official.submit(target, input, {});
	expect(request).toEqual({ service: 'api', method: 'POST', path });
	expect(JSON.stringify(body)).toBe(JSON.stringify({ version, input }));
});

test.each([[''], ['name'], ['o/../predictions'], ['o/n?x=1'], ['o/n m'], ['/'], ['o//n']])(
	'%j is no endpoint',
	(endpoint) => {
		expect(() => official.submit({ endpoint }, {}, {})).toThrow(
			expect.objectContaining({ kind: 'invalidInput', charged: 'no' }),
		);
	},
);

test.each([
	[600, '600s'],
	[0.2, '5s'],
	[61.2, '62s'],
])('a deadline of %d s goes along as %s', (cancelAfterSeconds, header) => {
	const { headers } = official.submit({ endpoint: 'o/n' }, {}, { cancelAfterSeconds });
	expect(headers).toEqual({ 'cancel-after': header });
});

test.each([
	['..'],
	['.'],
	['a/b'],
	['a\\b'],
	[''],
	['a?b'],
	['a b'],
	['\ud800'],
	['x'.repeat(201)],
])('%j is no id', (id) => {
	expect(() => official.status({ model: '', id })).toThrow(
		expect.objectContaining({ kind: 'invalidInput' }),
	);
	expect(() => official.cancel({ model: '', id })).toThrow(Problem);
});

test('what is left of an id is percent-encoded', () => {
	expect(official.status({ model: '', id: '%2e%2e' }).path).toBe('/predictions/%252e%252e');
	expect(official.cancel({ model: '', id: 'ä1' })).toEqual({
		service: 'api',
		method: 'POST',
		path: '/predictions/%C3%A41/cancel',
	});
});

test('list, account and upload are the official API’s alone', () => {
	const since = new Date('2025-01-15T10:00:00Z');
	expect(official.list?.(since)).toMatchObject({
		method: 'GET',
		path: '/predictions',
		query: { created_after: '2025-01-15T10:00:00.000Z' },
	});
	expect(official.account?.().path).toBe('/account');
	const file = { fileName: 'a.png', mimeType: 'image/png', bytes: new Uint8Array([1]) };
	expect(official.upload?.(file)).toEqual({
		service: 'api',
		method: 'POST',
		path: '/files',
		file: { field: 'content', content: file },
	});
	const urls = { get: 'https://api.replicate.com/v1/files/x' };
	expect(official.parseUpload?.({ id: 'x', urls }, file)).toEqual({ url: urls.get });
	expect(() => official.parseUpload?.({ urls: { get: 'file:///x' } }, file)).toThrow(Problem);
	expect([gateway.list, gateway.account, gateway.upload]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test('a list gives its tasks, and leaves out what is none', () => {
	const results = [done, { id: 5 }, null, fixture('seed-000-answer')];
	expect(
		official.parseList?.({ next: null, results }).map(({ id, status }) => [id, status]),
	).toEqual([
		['ctdwaehfz1rm80cmd5nsjd8114', 'succeeded'],
		['nfg4nbtgm9rj00crankr6ft6t0', 'queued'],
	]);
	expect(() => official.parseList?.({ detail: 'x' })).toThrow(Problem);
});
