import {
	dataUri,
	firstText,
	Id,
	isoTime,
	maybe,
	objectOf,
	read,
	Values,
} from '../shared/wire/answer';
import { soundsRefused, wordsOf } from '../shared/wire/apiError';
import { detailsOf, withoutSecretInputs } from '../shared/wire/details';
import { outputOf, outputsIn } from '../shared/wire/outputs';
import { badAnswer } from '../shared/problem';
import type { Output, Task, TaskRef, TaskStatus } from '../shared/task';
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
export const MODERATION = 1200;
const STILL_RUNNING = 5004;

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

export function parseTask(body: unknown, ref?: TaskRef): Task {
	return parsePrediction(read(Envelope, body, "WaveSpeed's answer").data, ref);
}

/** Entries that cannot be read are no candidates. */
export function parseList(body: unknown): readonly Task[] {
	const { items } = read(List, body, "WaveSpeed's list of predictions").data;
	return items
		.filter((entry) => typeof objectOf(entry).id === 'string')
		.map((entry) => parsePrediction(entry));
}

export function isTask(body: unknown): boolean {
	const { id, status } = objectOf(objectOf(body).data);
	return typeof id === 'string' && typeof status === 'string';
}
