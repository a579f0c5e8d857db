import {
	dataUri,
	firstText,
	Id,
	isoTime,
	maybe,
	objectOf,
	read,
	textOf,
	Values,
} from '../shared/wire/answer';
import { apiErrorOf, soundsRefused, wordsOf } from '../shared/wire/apiError';
import { bearer } from '../shared/wire/bearer';
import { detailsOf, withoutSecretInputs } from '../shared/wire/details';
import { outputOf, outputsIn } from '../shared/wire/outputs';
import { endpointSegments, idSegment } from '../shared/wire/paths';
import { badAnswer } from '../shared/problem';
import type { Answer, ApiError, ApiType, Output, ProviderAdapter } from '../shared/task';
import type { Task, TaskRef, TaskStatus } from '../shared/task';
import { z } from '../shared/vendor';

/** providers.md 3.1; any other status means running. */
const STATUS: ReadonlyMap<string | undefined, TaskStatus> = new Map([
	['created', 'queued'],
	['processing', 'running'],
	['completed', 'succeeded'],
	['failed', 'failed'],
	['timeout', 'failed'],
	['cancelled', 'canceled'],
	['canceled', 'canceled'],
]);

/** `data.code` (providers.md 3.5): refused by moderation; a sync wait that ended while the task goes on. */
const MODERATION = 1200;
const STILL_RUNNING = 5004;
const INVALID_INPUT = [1400, 1401, 1402];

/** Outputs are kept for a week (providers.md 3.10). */
const KEPT_SECONDS = 7 * 24 * 3600;

const DETAILS = ['id', 'model', 'status', 'error', 'code', 'created_at', 'timings'];
const DETAIL_MORE = ['executionTime', 'has_nsfw_contents', 'input'];

const text = maybe(z.string());
const Seed = z.number().int().nonnegative();

const Prediction = z.object({
	id: maybe(Id),
	model: text,
	status: text,
	input: maybe(Values),
	outputs: z.unknown(),
	has_nsfw_contents: maybe(z.array(z.unknown())),
	created_at: text,
	error: z.unknown(),
	code: maybe(z.number()),
	timings: maybe(z.object({ inference: maybe(z.number().positive()) })),
});

type Prediction = z.infer<typeof Prediction>;

const Envelope = z.object({ data: z.record(z.string(), z.unknown()) });
const List = z.object({ data: z.object({ items: z.array(z.unknown()) }) });
const Upload = z.object({ data: z.object({ download_url: z.string().regex(/^https?:\/\//) }) });

/** One output: a link, base64 without a prefix (providers.md 3.2), or an object of another model. */
function outputsOf(entry: unknown, flag: unknown): readonly Output[] {
	const uri = typeof entry === 'string' && outputOf(entry) === undefined ? dataUri(entry) : entry;
	const flagged = typeof flag === 'boolean' ? flag : undefined;
	return outputsIn(uri).map((output) => ({ ...output, flagged }));
}

function allOutputs({ outputs, has_nsfw_contents: flags = [] }: Prediction): readonly Output[] {
	const entries = Array.isArray(outputs) ? outputs : [outputs];
	return entries.flatMap((entry, index) => outputsOf(entry, flags[index]));
}

function statusOf({ status, code }: Prediction): TaskStatus {
	const known = STATUS.get(status) ?? 'running';
	return known === 'failed' && status !== 'timeout' && code === STILL_RUNNING ? 'running' : known;
}

function reasonOf({ status, error }: Prediction): string | undefined {
	return wordsOf(error) ?? (status === 'timeout' ? 'The task timed out at WaveSpeed.' : undefined);
}

/** A task: in an envelope, or flat as in a list. */
function parsePrediction(body: unknown, ref?: TaskRef): Task {
	const prediction = read(Prediction, body, "WaveSpeed's prediction");
	const id = firstText(ref?.id, prediction.id);
	if (id === undefined || (prediction.id === undefined && prediction.status === undefined)) {
		throw badAnswer('WaveSpeed answered without a prediction id.');
	}
	const status = statusOf(prediction);
	const reason = status === 'failed' || status === 'canceled' ? reasonOf(prediction) : undefined;
	const refused = prediction.code === MODERATION || soundsRefused(reason);
	const outputs = status === 'succeeded' ? allOutputs(prediction) : [];
	const stored = outputs.some(({ url }) => !url.startsWith('data:'));
	const { input, created_at: created, timings } = prediction;
	return {
		id,
		model: firstText(prediction.model, ref?.model) ?? '',
		status,
		outputs,
		reason,
		refused: (status === 'failed' && refused) || undefined,
		// −1 asks for a random seed; the one that was used is not told (providers.md 3.10).
		seed: Seed.safeParse(input?.seed).data,
		createdAt: isoTime(created),
		secondsRunning: timings?.inference === undefined ? undefined : timings.inference / 1000,
		urlExpiresAt: stored ? isoTime(created, KEPT_SECONDS) : undefined,
		input: input && withoutSecretInputs(input),
		details: detailsOf(body, [...DETAILS, ...DETAIL_MORE]),
	};
}

function parseTask(body: unknown, ref?: TaskRef): Task {
	return parsePrediction(read(Envelope, body, "WaveSpeed's answer").data, ref);
}

/** Entries that cannot be read are no candidates. */
function parseList(body: unknown): readonly Task[] {
	const { items } = read(List, body, "WaveSpeed's list of predictions").data;
	return items
		.filter((entry) => typeof objectOf(entry).id === 'string')
		.map((entry) => parsePrediction(entry));
}

function isTask(body: unknown): boolean {
	const { id, status } = objectOf(objectOf(body).data);
	return typeof id === 'string' && typeof status === 'string';
}

/** HTTP may say 200 while the envelope's `code` says otherwise (providers.md 3.1); a task in it still counts. */
function parseError(answer: Pick<Answer, 'status' | 'body'>): ApiError | undefined {
	const { code, error_code: errorCode, data } = objectOf(answer.body);
	const codes = [code, errorCode, objectOf(data).code].map((one) => Number(textOf(one)));
	const good = answer.status >= 200 && answer.status < 300;
	const named = codes[0] >= 400 && codes[0] < 600 ? codes[0] : undefined;
	if (good && isTask(answer.body)) return undefined;
	const error = apiErrorOf(answer, false, good ? named : undefined);
	if (error === undefined) return undefined;
	if (codes.includes(MODERATION)) return { ...error, meaning: 'refused' };
	const invalid = error.meaning === undefined && INVALID_INPUT.some((one) => codes.includes(one));
	return invalid ? { ...error, meaning: 'invalidInput' } : error;
}

/** What WaveSpeed's own host has beside tasks: a gateway's balance says nothing about the key. */
const officialOnly = {
	account: () => ({ service: 'api', method: 'GET', path: '/balance' }),
} satisfies Partial<ProviderAdapter>;

/** WaveSpeed's wire protocol, v3 (providers.md 3). */
export function waveSpeedAdapter(api: ApiType): ProviderAdapter {
	return {
		provider: 'wavespeed',
		title: 'WaveSpeed',
		authorization: bearer,
		submit: ({ endpoint }, input) => ({
			service: 'api',
			method: 'POST',
			path: `/${endpointSegments(endpoint, 2, 'wavespeed-ai/flux-dev-lora').join('/')}`,
			body: input,
		}),
		status: (ref) => ({
			service: 'api',
			method: 'GET',
			path: `/predictions/${idSegment(ref.id)}/result`,
		}),
		cancel: (ref) => ({
			service: 'api',
			method: 'POST',
			path: '/predictions/delete',
			body: { ids: [decodeURIComponent(idSegment(ref.id))] },
		}),
		cancelDeletes: ['created', 'processing'],
		// Its own client asks once a second, where the others ask twice.
		questionMs: 35,
		list: (since) => ({
			service: 'api',
			method: 'POST',
			path: '/predictions',
			body: { page: 1, page_size: 100, created_after: since.toISOString() },
		}),
		upload: (content) => ({
			service: 'api',
			method: 'POST',
			path: '/media/upload/binary',
			file: { field: 'file', content },
		}),
		parseTask: ({ body }, ref) => parseTask(body, ref),
		parseList,
		parseUpload: (body) => ({
			url: read(Upload, body, "WaveSpeed's uploaded file").data.download_url,
		}),
		parseError,
		...(api === 'official' ? officialOnly : {}),
	};
}
