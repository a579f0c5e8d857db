import type { Task } from '../../nodes/shared/task';

export type Spoken = 'replicate' | 'fal' | 'falGateway' | 'waveSpeed';

const url = 'https://files.example/out.png';
const photo = 'https://files.example/my-own-photo.png';

interface Found {
	readonly name: string;
	readonly at: readonly Spoken[];
	readonly body: unknown;
	/** The parts of the task that it is read as; `none`: it is no answer about the task t1. */
	readonly is: Partial<Task> | 'none';
}

const each: readonly Spoken[] = ['replicate', 'fal', 'falGateway', 'waveSpeed'];
const predictions: readonly Spoken[] = ['replicate', 'waveSpeed'];

const ends = (words: readonly string[], status: Task['status']): Found[] =>
	words.map((word) => ({
		name: `"${word}" is ${status}`,
		at: predictions,
		body: { id: 't1', status: word },
		is: { status },
	}));

const besides: ReadonlyArray<readonly [string, object, Task['status']]> = [
	['an output', { output: url, outputs: [url] }, 'succeeded'],
	['an error', { error: 'CUDA out of memory' }, 'failed'],
	['a time of completion', { completed_at: '2026-01-01T00:00:00Z' }, 'succeeded'],
	['nothing', { output: null, outputs: [], error: '', completed_at: null }, 'running'],
	['empty parts', { output: [], error: {}, completed_at: '' }, 'running'],
];

/** Answers as reports show them, shortened. */
export const foundAnswers: readonly Found[] = [
	{
		name: 'a task wrapped by a gateway, whose code is a word',
		at: each,
		body: { code: 'success', message: '', data: { task_id: 't1', status: 'IN_PROGRESS' } },
		is: { id: 't1', status: 'running' },
	},
	{
		name: "a gateway's task around the provider's own, which has another id",
		at: predictions,
		body: {
			code: 'success',
			message: '',
			data: {
				task_id: 't1',
				status: 'SUCCESS',
				fail_reason: url,
				data: { id: 'upstream', status: 'succeeded', output: [url], outputs: [url] },
			},
		},
		is: { id: 't1', status: 'succeeded', reason: undefined },
	},
	{
		name: 'a failure that a gateway tells in words of its own',
		at: each,
		body: { code: 'success', data: { task_id: 't1', status: 'FAILURE', fail_reason: 'no GPU' } },
		is: { status: 'failed', reason: 'no GPU' },
	},
	{
		name: 'a trace id on the wrapper is not the task’s',
		at: predictions,
		body: { request_id: 'trace-9', message: 'ok', data: { id: 't1', status: 'processing' } },
		is: { id: 't1', status: 'running' },
	},
	{
		name: 'a list of one',
		at: each,
		body: { code: 0, data: [{ id: 't1', status: 'pending' }] },
		is: { id: 't1', status: 'queued' },
	},
	{
		name: 'an answer about another task',
		at: each,
		body: { id: 't2', request_id: 't2', status: 'processing' },
		is: 'none',
	},
	{
		name: 'another task inside a wrapper',
		at: each,
		body: { code: 200, data: { id: 't2', status: 'completed', output: url, outputs: [url] } },
		is: 'none',
	},
	{
		name: "another request's result",
		at: ['fal', 'falGateway'],
		body: { request_id: 't2', images: [{ url }] },
		is: 'none',
	},
	{
		name: 'a result with an id of the model’s own',
		at: ['fal', 'falGateway'],
		body: { task_id: 'kling-7', video: { url } },
		is: { id: 't1', status: 'succeeded', outputs: [{ url, flagged: undefined }] },
	},
	...ends(['completed', 'SUCCESS', 'Succeeded', 'done', 'TASK_STATUS_SUCCEED'], 'succeeded'),
	...ends(['FAILURE', 'error', 'expired', 'Failed', 'timed out'], 'failed'),
	...ends(['cancelled', 'CANCELED', 'deleted', 'Aborted'], 'canceled'),
	...besides.map(([name, parts, status]): Found => ({
		name: `a word nobody knows beside ${name}`,
		at: predictions,
		body: { id: 't1', status: 'quux', ...parts },
		is: { status },
	})),
	{
		name: 'a word for success beside an error alone',
		at: predictions,
		body: { id: 't1', status: 'succeeded', error: 'no image was made', output: null },
		is: { status: 'failed', reason: 'no image was made' },
	},
	{
		name: 'an empty list of pictures beside the echoed request',
		at: ['fal', 'falGateway'],
		body: { images: [], request: { image_urls: [photo] }, input: { image_url: photo } },
		is: { status: 'succeeded', outputs: [] },
	},
	{
		name: 'an echoed link beside an empty place',
		at: ['fal', 'falGateway'],
		body: { images: [], image_url: photo },
		is: { outputs: [] },
	},
	{
		name: 'an echoed input inside an output',
		at: predictions,
		body: {
			id: 't1',
			status: 'succeeded',
			output: { images: [url], input: { image: photo } },
			outputs: [{ images: [url], input: { image: photo } }],
		},
		is: { outputs: [{ url, flagged: undefined }] },
	},
	{
		name: 'flags beside a picture that is missing',
		at: ['fal', 'falGateway'],
		body: { images: [{ url: null }, { url }], has_nsfw_concepts: [true, false] },
		is: { outputs: [{ url, flagged: false }] },
	},
	{
		name: 'flags beside an output that is missing',
		at: ['waveSpeed'],
		body: {
			data: {
				id: 't1',
				status: 'completed',
				outputs: [null, url],
				has_nsfw_contents: [true, false],
			},
		},
		is: { outputs: [{ url, flagged: false }] },
	},
	{
		name: 'a flag inside the entry',
		at: ['fal', 'falGateway'],
		body: { images: [{ url, nsfw: true }, { url: photo }] },
		is: {
			outputs: [
				{ url, flagged: true },
				{ url: photo, flagged: undefined },
			],
		},
	},
	{
		name: 'links as plain texts (ffmpeg-api/compose)',
		at: ['fal', 'falGateway'],
		body: { video_url: url, thumbnail_url: photo },
		is: { status: 'succeeded', outputs: [{ url }, { url: photo }] },
	},
	{
		name: 'every file of a result, the picture first (sam-3, birefnet)',
		at: ['fal', 'falGateway'],
		body: { masks: [{ url: photo }], image: { url }, frames_zip: { url: `${url}.zip` } },
		is: { outputs: [{ url }, { url: photo }, { url: `${url}.zip` }] },
	},
];
