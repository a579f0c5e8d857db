import fc from 'fast-check';
import { falAdapter } from '../../nodes/Fal/fal';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { Problem } from '../../nodes/shared/problem';
import type { ProviderAdapter } from '../../nodes/shared/adapter';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';
import { answer, fixture, type Json } from './fixture';

const adapters = (['official', 'gateway'] as const).flatMap((api) => [
	replicateAdapter(api),
	falAdapter(api),
	waveSpeedAdapter(api),
]);

const real: readonly Json[] = [
	...['seed-000-answer', 'seed-001-answer', 'seed-003-get-answer', 'seed-004-answer'].map(fixture),
	...['wavespeed-created', 'wavespeed-list', 'wavespeed-failed'].map(fixture),
	{
		status: 'COMPLETED',
		request_id: 'r',
		error: 'x',
		error_type: 'y',
		metrics: { inference_time: 1 },
	},
	{ images: [{ url: 'https://v3.fal.media/a' }], seed: 1, has_nsfw_concepts: [true], timings: {} },
	{ detail: [{ loc: ['body', 'prompt'], msg: 'm', type: 't' }], error_type: 'x' },
	{ title: 't', detail: '- input.x: y', invalid_fields: [{ field: 'f', description: 'd' }] },
	{ error: { message: 'm', code: 'c', param: 'p' }, retry_after: 1 },
	{ results: [fixture('seed-003-get-answer')] },
	{
		upload_url: 'https://a.example',
		file_url: 'https://b.example',
		urls: { get: 'https://c.example' },
	},
];

/** Every place in a JSON value, as a path of keys. */
function places(value: unknown, path: readonly string[] = []): Array<readonly string[]> {
	if (typeof value !== 'object' || value === null) return [path];
	const inner = Object.entries(value).flatMap(([key, part]) => places(part, [...path, key]));
	return [path, ...inner];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return by;
	const copy = structuredClone(value) as Json;
	copy[key] = replaced((value as Json)[key], rest, by);
	return copy;
}

const mutated = fc
	.constantFrom(...real)
	.chain((body) =>
		fc
			.record({ path: fc.constantFrom(...places(body)), by: fc.jsonValue() })
			.map(({ path, by }) => replaced(body, path, by)),
	);

const body = fc.oneof(fc.jsonValue(), fc.object().map(toJson), mutated, mutated);

function toJson(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
}

const calls = ['submit', 'status', 'result', 'list', 'upload', 'cancel', undefined] as const;
const headers = fc.constantFrom<Record<string, string>>({}, { 'x-fal-retryable': 'true' });
const refs = fc.option(fc.record({ model: fc.string(), id: fc.string() }), { nil: undefined });
const file = { fileName: 'a', mimeType: 'image/png', bytes: new Uint8Array() };
const statuses = ['queued', 'running', 'succeeded', 'failed', 'canceled'];

/** The result, or undefined for a Problem; any other error goes through. */
function orProblem<T>(act: () => T): T | undefined {
	try {
		return act();
	} catch (error) {
		if (error instanceof Problem && error.kind === 'badAnswer') return undefined;
		throw error;
	}
}

const cases = adapters.map(
	(adapter, index) =>
		[`${adapter.provider} ${index < 3 ? 'official' : 'gateway'}`, adapter] as const,
);

function checkTask(adapter: ProviderAdapter, json: unknown, ref?: { model: string; id: string }) {
	const task = orProblem(() => adapter.parseTask({ body: json, headers: {} }, ref));
	if (task === undefined) return;
	expect(statuses).toContain(task.status);
	expect(task.id).not.toBe('');
	if (ref !== undefined && ref.id !== '') expect(task.id).toBe(ref.id);
	for (const { url } of task.outputs) expect(url).toMatch(/^(?:https?:\/\/|data:)/i);
	for (const text of JSON.stringify(task.details).match(/"(?:[^"\\]|\\.)*"/g) ?? []) {
		expect(Buffer.byteLength(JSON.parse(text) as string)).toBeLessThanOrEqual(2000);
	}
	const numbers = [task.progress, task.secondsLeft, task.secondsQueued, task.secondsRunning];
	for (const number of numbers) expect(number ?? 0).toBeGreaterThanOrEqual(0);
}

test.each(cases)('%s: any JSON is a task or a Problem', (_, adapter) => {
	fc.assert(
		fc.property(body, refs, (json, ref) => checkTask(adapter, json, ref)),
		{ numRuns: 1500 },
	);
});

test.each(cases)('%s: any JSON is an error or none', (_, adapter) => {
	const codes = fc.integer({ min: 100, max: 599 });
	const property = fc.property(
		body,
		codes,
		headers,
		fc.constantFrom(...calls),
		(json, status, head, call) => {
			const error = adapter.parseError(answer(status, json, head), call);
			if (status >= 300) expect(error).toBeDefined();
			if (error === undefined) return;
			expect(error.message).not.toBe('');
			expect(Buffer.byteLength(error.message)).toBeLessThanOrEqual(600);
			expect(error.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
		},
	);
	fc.assert(property, { numRuns: 1500 });
});

test.each(cases)('%s: any JSON is a list and an upload, or a Problem', (_, adapter) => {
	const property = fc.property(body, (json) => {
		orProblem(() => adapter.parseList?.(json));
		orProblem(() => adapter.parseUpload?.(json, file));
	});
	fc.assert(property, { numRuns: 500 });
});

test.each(cases)('%s: any text as an id stays in its place of the path', (_, adapter) => {
	const texts = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string(),
		fc.constantFrom('..', '%2e%2e', 'a;b'),
	);
	const property = fc.property(texts, (id) => {
		try {
			const { path } = adapter.status({ model: 'fal-ai/flux-lora', id });
			const segments = new URL(path, 'https://base.example').pathname.split('/');
			expect(segments).toContain(encodeURIComponent(Buffer.from(id).toString()));
			expect(segments).toHaveLength(path.split('/').length);
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			expect(error.kind).toBe('invalidInput');
		}
	});
	fc.assert(property, { numRuns: 500 });
});
