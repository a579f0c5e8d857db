import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { Problem } from '../../nodes/shared/problem';
import type { Task } from '../../nodes/shared/task';
import { fixture, parts, type Json } from './fixture';

const official = replicateAdapter('official');
const done = fixture('seed-003-get-answer');

const read = (changes: Json, of: Json = done) =>
	official.parseTask({ body: { ...of, ...changes }, headers: {} });

const url = 'https://replicate.delivery/a/out-0.webp';

const nsfw =
	'All generated images contained NSFW content. Try running it again with a different prompt.';

const log = 'Using seed: 1\n 43%|████▎     | 12/28 [00:02<00:03, 5.2it/s]\n';

const warming = { status: 'warming', output: null, error: null, completed_at: null };

const tasks: ReadonlyArray<readonly [string, Json, Partial<Task>]> = [
	['starting is queued', { status: 'starting', output: null }, { status: 'queued', outputs: [] }],
	['processing is running', { status: 'processing', output: null }, { status: 'running' }],
	['an unknown status is running', warming, { status: 'running', outputs: [] }],
	['a status of another type is running', { ...warming, status: 7 }, { status: 'running' }],
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
		{ status: 'canceled', reason: 'Replicate gave the task up before it started.' },
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

test('an answer about another task is none; the answer’s model counts', () => {
	const asked = (id: string) =>
		official.parseTask({ body: done, headers: {} }, { model: 'asked', id });
	expect(() => asked('another')).toThrow(expect.objectContaining({ kind: 'badAnswer' }));
	expect(asked(String(done.id)).model).toBe('black-forest-labs/flux-schnell');
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

test('a list gives its tasks, and leaves out what is none', () => {
	const results = [done, { foo: 5 }, null, fixture('seed-000-answer')];
	expect(
		official.parseList?.({ next: null, results }).map(({ id, status }) => [id, status]),
	).toEqual([
		['ctdwaehfz1rm80cmd5nsjd8114', 'succeeded'],
		['nfg4nbtgm9rj00crankr6ft6t0', 'queued'],
	]);
	expect(() => official.parseList?.({ detail: 'x' })).toThrow(Problem);
});
