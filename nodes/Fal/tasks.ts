import { firstText, maybe, read } from '../shared/wire/answer';
import { soundsRefused, wordsOf } from '../shared/wire/apiError';
import { detailsOf } from '../shared/wire/details';
import { evidenceIn, idOf, isTaskLike, type Fields } from '../shared/wire/evidence';
import { flaggedOutputs, isEcho, outputsIn } from '../shared/wire/outputs';
import { stateOf, statusOf } from '../shared/wire/status';
import { badAnswer } from '../shared/problem';
import type { Answer, ApiType, Output, Task, TaskRef, TaskStatus } from '../shared/task';
import { z } from '../shared/vendor';

const text = maybe(z.string());

const Queued = z.object({
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

const SHAPE = { ids: ['request_id', 'task_id', 'id'], places: FILES };

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

/** Only the queue's own answers have these; garbled, their links are no pictures. */
const QUEUES = ['status_url', 'response_url', 'cancel_url'];

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/**
 * The files of a result: the usual places first, then every other file object in it (masks, sound, archives).
 * Some endpoints tell links as plain texts (`fal-ai/ffmpeg-api/compose`); they count where no place for files is.
 */
function filesIn(about: Fields): readonly Output[] {
	const flags = about.has_nsfw_concepts;
	const usual = FILES.filter((name) => isObject(about[name]));
	const pictures = usual.flatMap((name) => flaggedOutputs(about[name], flags));
	const rest = Object.entries(about).filter(
		([name, part]) => !usual.some((one) => one === name) && !isEcho(name, part),
	);
	const others = outputsIn(rest.map(([, part]) => part).filter(isObject));
	const known = new Set(pictures.map(({ url }) => url));
	const found = [...pictures, ...others.filter(({ url }) => !known.has(url))];
	if (found.length > 0 || usual.length > 0) return found;
	return outputsIn(rest.map(([, part]) => part));
}

/** A result holds files, or a place for them, and no status of the queue's. */
function isResult(about: Fields): boolean {
	if (statusOf(about.status) !== undefined || QUEUES.some((name) => name in about)) return false;
	return FILES.some((name) => isObject(about[name])) || filesIn(about).length > 0;
}

const isTaskIn = (about: Fields) => isTaskLike(about, SHAPE) || isResult(about);

export function isTask(body: unknown): boolean {
	return isTaskIn(evidenceIn(body, SHAPE).fields);
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

function detailsIn(about: Fields, headers: Answer['headers']): Task['details'] {
	return {
		...detailsOf(about, [...DETAILS, ...DETAIL_RESULT]),
		...detailsOf(headers, DETAIL_HEADERS),
	};
}

/**
 * A queue's answer. COMPLETED is no success: `error` beside it tells a failed job (providers.md 2.1). After it
 * the pictures lie behind the result's path; a gateway has no other path, so there they are still to come.
 */
function stateIn(
	queued: Queued,
	about: Fields,
	api: ApiType,
): Partial<Task> & Pick<Task, 'status'> {
	const error = firstText(wordsOf(queued.error), queued.error_type);
	const otherwise = queued.status === undefined ? 'queued' : 'running';
	const completed = about.completed_at;
	const end = endOf(queued, stateOf(queued.status, { output: false, error, completed }, otherwise));
	if (end.status !== 'succeeded') return end;
	return api === 'official' ? { ...end, resultPending: true } : { status: 'running' };
}

export function parseTask(
	answer: Pick<Answer, 'body' | 'headers'>,
	api: ApiType,
	ref: TaskRef | undefined,
): Task {
	const evidence = evidenceIn(answer.body, SHAPE);
	const { fields } = evidence;
	const queued = read(Queued, fields, "fal's answer");
	const result = isResult(fields);
	// Some models' results have ids of their own.
	const own = result && fields.request_id === undefined;
	const id = idOf(own ? { ...evidence, ids: [] } : evidence, ref, 'fal');
	if (id === undefined || !isTaskIn(fields)) {
		throw badAnswer('fal answered with neither a request nor a result.');
	}
	const failed = wordsOf(queued.error) !== undefined || queued.error_type !== undefined;
	const known = statusOf(queued.status);
	const done = result || (!failed && (known === undefined || known === 'succeeded'));
	const outputs = done && !QUEUES.some((name) => name in fields) ? filesIn(fields) : [];
	return {
		id,
		model: ref?.model ?? '',
		outputs,
		...(result || outputs.length > 0 ? { status: 'succeeded' } : stateIn(queued, fields, api)),
		queuePosition: queued.queue_position,
		seed: queued.seed,
		secondsRunning: queued.timings?.inference ?? queued.metrics?.inference_time,
		unitsBilled: Units.safeParse(answer.headers[UNITS]).data,
		details: detailsIn(fields, answer.headers),
	};
}
