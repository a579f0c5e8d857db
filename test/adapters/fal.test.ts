import { falAdapter } from '../../nodes/Fal/fal';
import { Problem } from '../../nodes/shared/problem';
import type { ProviderAdapter } from '../../nodes/shared/adapter';
import type { Task } from '../../nodes/shared/task';
import { answer, fixture, parts } from './fixture';

const official = falAdapter('official');
const gateway = falAdapter('gateway');
const ref = { model: 'fal-ai/flux-lora', id: 'r1' };
const read = (adapter: ProviderAdapter, body: unknown) =>
	adapter.parseTask({ body, headers: {} }, ref);

const url = 'https://v3.fal.media/files/lion/a.jpeg';
/** providers.md 2.10. */
const result = {
	images: [{ url, width: 1024, height: 768, content_type: 'image/jpeg' }],
	timings: { inference: 2.08 },
	seed: 252,
	has_nsfw_concepts: [false],
	prompt: 'see https://example.com/a.png',
};
const picture = { url, width: 1024, height: 768, mimeType: 'image/jpeg', flagged: false };

const both: ReadonlyArray<readonly [string, unknown, Partial<Task>]> = [
	['queued', { status: 'IN_QUEUE', queue_position: 3 }, { status: 'queued', queuePosition: 3 }],
	['in progress', { status: 'IN_PROGRESS', logs: null }, { status: 'running', outputs: [] }],
	['an unknown status is running', { status: 'WARMING', request_id: 'r1' }, { status: 'running' }],
	['an id alone is queued', { request_id: 'r1' }, { status: 'queued', id: 'r1' }],
	[
		'COMPLETED with an error is a failure',
		{ status: 'COMPLETED', error: 'Request timed out', error_type: 'request_timeout' },
		{ status: 'failed', reason: 'Request timed out (request_timeout)', resultPending: undefined },
	],
	[
		'COMPLETED with an error type alone',
		{ status: 'COMPLETED', error_type: 'runner_disconnected' },
		{ status: 'failed', reason: 'runner_disconnected' },
	],
	[
		'COMPLETED after a cancel',
		{ status: 'COMPLETED', error: 'Cancelled', error_type: 'client_cancelled' },
		{ status: 'canceled', reason: 'Cancelled' },
	],
	[
		'COMPLETED with a refusal',
		{
			status: 'COMPLETED',
			error: [{ loc: ['body', 'prompt'], msg: 'flagged', type: 'x' }],
			error_type: 'content_policy_violation',
		},
		{ status: 'failed', refused: true, reason: 'prompt: flagged (content_policy_violation)' },
	],
	[
		'a result',
		result,
		{
			status: 'succeeded',
			outputs: [picture],
			seed: 252,
			secondsRunning: 2.08,
			urlExpiresAt: undefined,
		},
	],
	[
		'a flagged picture',
		{ ...result, images: [{ url }, { url }], has_nsfw_concepts: [false, true] },
		{
			outputs: [
				{ url, flagged: false },
				{ url, flagged: true },
			],
		},
	],
	['a single image', { image: { url, width: null } }, { status: 'succeeded', outputs: [{ url }] }],
	['a video', { video: { url }, seed: 1 }, { status: 'succeeded', outputs: [{ url }] }],
	['another model’s file', { mask_file: { url } }, { status: 'succeeded', outputs: [{ url }] }],
	[
		'a picture inside the answer',
		{ images: [{ url: 'data:image/jpeg;base64,/9j/4AA=', content_type: 'image/jpeg' }] },
		{ outputs: [{ url: 'data:image/jpeg;base64,/9j/4AA=', mimeType: 'image/jpeg' }] },
	],
	['a result without pictures', { images: [], prompt: '' }, { status: 'succeeded', outputs: [] }],
];

test.each(both)('%s', (_, body, expected) => {
	expect(parts(read(official, body), expected)).toEqual(expected);
	expect(parts(read(gateway, body), expected)).toEqual(expected);
	expect(official.parseError(answer(200, body))).toBeUndefined();
});

test('COMPLETED has its result elsewhere, but at a gateway, where there is no elsewhere', () => {
	const body = { status: 'COMPLETED', request_id: 'r1', metrics: { inference_time: 1.5 } };
	expect(read(official, body)).toMatchObject({
		status: 'succeeded',
		resultPending: true,
		outputs: [],
		secondsRunning: 1.5,
	});
	expect(read(gateway, body)).toMatchObject({ status: 'running' });
	expect(read(gateway, { ...body, ...result })).toMatchObject({
		status: 'succeeded',
		outputs: [picture],
	});
});

test('URLs of the queue are never outputs', () => {
	const body = { ...fixture('seed-004-answer'), request_id: 'r1' };
	expect(read(official, body).outputs).toEqual([]);
});

test.each([[{}], [[]], [null], ['COMPLETED'], [{ status: 5 }], [{ images: 5 }], [{ foo: 1 }]])(
	'%j is neither a request nor a result',
	(body) => {
		expect(() => read(official, body)).toThrow(expect.objectContaining({ kind: 'badAnswer' }));
		expect(() => official.parseTask({ body, headers: {} })).toThrow(Problem);
	},
);

test('what is billed is kept', () => {
	const headers = { 'x-fal-billable-units': '0.79', 'set-cookie': 'secret' };
	const { details } = official.parseTask({ body: result, headers }, ref);
	expect(details).toEqual({
		seed: 252,
		timings: { inference: 2.08 },
		has_nsfw_concepts: [false],
		prompt: 'see https://example.com/a.png',
		'x-fal-billable-units': '0.79',
	});
});

test.each([
	['fal-ai/flux-lora', '/fal-ai/flux-lora/requests/r1'],
	['fal-ai/flux-lora/image-to-image', '/fal-ai/flux-lora/requests/r1'],
	['workflows/me/flow', '/workflows/me/flow/requests/r1'],
	['comfy/me/flow/extra', '/comfy/me/flow/requests/r1'],
])('requests of %s lie under %s', (model, path) => {
	const task = { model, id: 'r1' };
	expect(official.status(task)).toEqual({ service: 'api', method: 'GET', path: `${path}/status` });
	expect(official.result?.(task)).toEqual({ service: 'api', method: 'GET', path });
	expect(official.stream?.(task).path).toBe(`${path}/status/stream`);
	expect(official.cancel(task)).toEqual({ service: 'api', method: 'PUT', path: `${path}/cancel` });
	expect(gateway.status(task)).toEqual({ service: 'api', method: 'GET', path });
});

test.each([[''], ['flux-lora'], ['fal-ai/../x'], ['fal-ai/flux lora'], ['https://fal.run/a/b']])(
	'%j is no model',
	(model) => {
		const invalid = expect.objectContaining({ kind: 'invalidInput' }) as Error;
		expect(() => official.status({ model, id: 'r1' })).toThrow(invalid);
		expect(() => official.submit({ endpoint: model }, {}, {})).toThrow(invalid);
	},
);

test('the start’s deadline is a header', () => {
	const at = (cancelAfterSeconds: number) =>
		official.submit({ endpoint: ref.model }, {}, { cancelAfterSeconds }).headers;
	expect([at(600), at(0.5)]).toEqual([
		{ 'x-fal-request-timeout': '600' },
		{ 'x-fal-request-timeout': '2' },
	]);
});

test('the official scheme is Key, a gateway’s Bearer, whatever was pasted before the key', () => {
	expect(official.authorization('id:secret')).toBe('Key id:secret');
	expect(official.authorization(' Key id:secret\n')).toBe('Key id:secret');
	expect(gateway.authorization('Bearer sk-1')).toBe('Bearer sk-1');
});

test('storage and account are services of their own, at fal alone', () => {
	const file = { fileName: 'a.png', mimeType: 'image/png', bytes: new Uint8Array([1]) };
	expect(official.account?.()).toEqual({
		service: 'account',
		method: 'GET',
		path: '/v1/models/pricing',
		query: { endpoint_id: 'fal-ai/flux-lora' },
	});
	expect(official.upload?.(file)).toEqual({
		service: 'storage',
		method: 'POST',
		path: '/storage/upload/initiate',
		query: { storage_type: 'fal-cdn-v3' },
		body: { content_type: 'image/png', file_name: 'a.png' },
	});
	const ticket = {
		upload_url: 'https://up.example/1?sig=2',
		file_url: 'https://v3.fal.media/1.png',
	};
	expect(official.parseUpload?.(ticket, file)).toEqual({
		url: ticket.file_url,
		put: { url: ticket.upload_url, headers: { 'content-type': 'image/png' } },
	});
	expect(() => official.parseUpload?.({ file_url: ticket.file_url }, file)).toThrow(Problem);
	const { account, upload, stream, result: path } = gateway;
	expect([account, upload, stream, path]).toEqual([undefined, undefined, undefined, undefined]);
});
