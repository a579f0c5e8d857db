import { firstText, Id, maybe, objectOf, read } from '../shared/wire/answer';
import { soundsRefused, wordsOf } from '../shared/wire/apiError';
import { detailsOf } from '../shared/wire/details';
import { outputsIn } from '../shared/wire/outputs';
import { badAnswer } from '../shared/problem';
import type { Answer, ApiType, Output, Task, TaskRef, TaskStatus } from '../shared/task';
import { z } from '../shared/vendor';

const text = maybe(z.string());

const Queued = z.object({
	request_id: maybe(Id),
	status: text,
	queue_position: maybe(z.number().int().nonnegative()),
	error: z.unknown(),
	error_type: text,
	metrics: maybe(z.object({ inference_time: maybe(z.number().nonnegative()) })),
	seed: maybe(z.number().int()),
	timings: maybe(z.object({ inference: maybe(z.number().nonnegative()) })),
	has_nsfw_concepts: z.unknown(),
});

type Queued = z.infer<typeof Queued>;

/** Where models put their files (providers.md 2.10). */
const FILES = ['images', 'image', 'videos', 'video'] as const;

const DETAILS = ['request_id', 'status', 'queue_position', 'error', 'error_type', 'metrics'];
const DETAIL_RESULT = ['seed', 'timings', 'has_nsfw_concepts', 'prompt'];
const UNITS = 'x-fal-billable-units';
/** Headers worth keeping: what is billed, and what fal's support asks for (providers.md 2.2). */
const DETAIL_HEADERS = [UNITS, 'x-fal-request-id'];

/** A fraction as well: 3.008 has been seen (models.md 4). */
const Units = z
	.string()
	.regex(/^\d+(?:\.\d+)?$/)
	.transform(Number);

/** COMPLETED is no success: `error` beside it tells a failed job (providers.md 2.1). The last ones are a gateway's. */
const STATUS: ReadonlyMap<string | undefined, TaskStatus> = new Map([
	['IN_QUEUE', 'queued'],
	['IN_PROGRESS', 'running'],
	['COMPLETED', 'succeeded'],
	['FAILED', 'failed'],
	['ERROR', 'failed'],
	['CANCELED', 'canceled'],
	['CANCELLED', 'canceled'],
]);

function statusIn(body: unknown): TaskStatus | undefined {
	const { status } = objectOf(body);
	return STATUS.get(typeof status === 'string' ? status : undefined);
}

/** The files of a result; where none of the usual names is there, those in any other part but plain texts. */
function linksIn(body: unknown): readonly Output[] {
	const about = objectOf(body);
	const usual = FILES.flatMap((name) => outputsIn(about[name]));
	if (usual.length > 0) return usual;
	return outputsIn(Object.values(about).filter((part) => typeof part === 'object'));
}

/** Only the queue's own answers have these; garbled, their links are no pictures. */
const QUEUES = ['status_url', 'response_url', 'cancel_url'];

/** A result holds files, or a place for them, and no status of the queue's. */
function isResult(body: unknown): boolean {
	if (statusIn(body) !== undefined) return false;
	const about = objectOf(body);
	if (QUEUES.some((name) => name in about)) return false;
	const place = FILES.some((name) => typeof about[name] === 'object' && about[name] !== null);
	return place || linksIn(body).length > 0;
}

export function isTask(body: unknown): boolean {
	const { request_id: id } = objectOf(body);
	return statusIn(body) !== undefined || typeof id === 'string' || isResult(body);
}

function filesIn(body: unknown, flags: unknown): readonly Output[] {
	const flagOf = (index: number) => {
		const flag: unknown = Array.isArray(flags) ? flags[index] : flags;
		return typeof flag === 'boolean' ? flag : undefined;
	};
	return linksIn(body).map((output, index) => ({ ...output, flagged: flagOf(index) }));
}

/** A status that ends without pictures: why, and whether it was the user's or the safety rules' doing. */
function endOf(queued: Queued, status: TaskStatus): Pick<Task, 'status' | 'reason' | 'refused'> {
	const { error, error_type: type = '' } = queued;
	const words = wordsOf(error);
	const failed = words !== undefined || type !== '' || status === 'failed';
	if (type === 'client_cancelled' || status === 'canceled')
		return { status: 'canceled', reason: words };
	if (!failed) return { status };
	const reason = words === undefined || type === '' ? firstText(words, type) : `${words} (${type})`;
	return { status: 'failed', reason, refused: soundsRefused(reason) || undefined };
}

function detailsIn({ body, headers }: Pick<Answer, 'body' | 'headers'>): Task['details'] {
	return {
		...detailsOf(body, [...DETAILS, ...DETAIL_RESULT]),
		...detailsOf(headers, DETAIL_HEADERS),
	};
}

/**
 * A queue's answer. After COMPLETED the pictures lie behind the result's path; a gateway has no other path
 * than that, so there the pictures are still to come.
 */
function stateOf(queued: Queued, api: ApiType): Partial<Task> & Pick<Task, 'status'> {
	const known = STATUS.get(queued.status);
	const status = known ?? (queued.status === undefined ? 'queued' : 'running');
	const end = endOf(queued, status);
	if (end.status !== 'succeeded') return end;
	return api === 'official' ? { ...end, resultPending: true } : { status: 'running' };
}

export function parseTask(
	answer: Pick<Answer, 'body' | 'headers'>,
	api: ApiType,
	ref: TaskRef | undefined,
): Task {
	const { body } = answer;
	const queued = read(Queued, body, "fal's answer");
	const id = firstText(ref?.id, queued.request_id);
	if (id === undefined || !isTask(body)) {
		throw badAnswer('fal answered with neither a request nor a result.');
	}
	const done = isResult(body) || statusIn(body) === 'succeeded';
	const outputs = done ? filesIn(body, queued.has_nsfw_concepts) : [];
	const result = isResult(body) || outputs.length > 0;
	return {
		id,
		model: ref?.model ?? '',
		outputs,
		...(result ? { status: 'succeeded' } : stateOf(queued, api)),
		queuePosition: queued.queue_position,
		seed: queued.seed,
		secondsRunning: queued.timings?.inference ?? queued.metrics?.inference_time,
		unitsBilled: Units.safeParse(answer.headers[UNITS]).data,
		details: detailsIn(answer),
	};
}
