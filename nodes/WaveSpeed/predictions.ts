import {
	dataUri,
	firstText,
	isoTime,
	isPresent,
	maybe,
	objectOf,
	read,
	Values,
} from '../shared/wire/answer';
import { soundsRefused, wordsOf } from '../shared/wire/apiError';
import { detailsOf, withoutSecretInputs } from '../shared/wire/details';
import { evidenceIn, idOf, idsIn, isTaskLike } from '../shared/wire/evidence';
import { flaggedOutputs, outputOf, outputsIn } from '../shared/wire/outputs';
import { stateOf, wordOf } from '../shared/wire/status';
import { badAnswer } from '../shared/problem';
import type { Output, Task, TaskRef, TaskStatus } from '../shared/task';
import { z } from '../shared/vendor';

const SHAPE = { ids: ['id', 'task_id', 'prediction_id'], places: ['outputs', 'output'] };

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
	model: text,
	status: text,
	input: maybe(Values),
	outputs: z.unknown(),
	output: z.unknown(),
	has_nsfw_contents: z.unknown(),
	created_at: text,
	error: z.unknown(),
	code: maybe(z.coerce.number()),
	completed_at: z.unknown(),
	timings: maybe(z.object({ inference: maybe(z.number().positive()) })),
});

type Prediction = z.infer<typeof Prediction>;

const List = z.object({ data: z.object({ items: z.array(z.unknown()) }) });

/** One output: a link, base64 without a prefix (providers.md 3.2), or an object of another model. */
function linksOf(entry: unknown): readonly Output[] {
	const uri = typeof entry === 'string' && outputOf(entry) === undefined ? dataUri(entry) : entry;
	return outputsIn(uri);
}

function allOutputs({ outputs, output, has_nsfw_contents: flags }: Prediction): readonly Output[] {
	return flaggedOutputs(isPresent(outputs) ? outputs : output, flags, linksOf);
}

function statusOf(prediction: Prediction, output: boolean): TaskStatus {
	const { status, code, error, completed_at: completed } = prediction;
	// A sync wait that ended, though the task goes on.
	if (code === STILL_RUNNING && wordOf(status) !== 'timeout' && !output) return 'running';
	return stateOf(status, { output, error: wordsOf(error), completed }, 'running');
}

function reasonOf({ status, error }: Prediction): string | undefined {
	return (
		wordsOf(error) ??
		(wordOf(status) === 'timeout' ? 'The task timed out at WaveSpeed.' : undefined)
	);
}

/** A task: in an envelope, or flat as in a list. */
export function parseTask(body: unknown, ref?: TaskRef): Task {
	const evidence = evidenceIn(body, SHAPE);
	const { fields } = evidence;
	const prediction = read(Prediction, fields, "WaveSpeed's prediction");
	const id = idOf(evidence, ref, 'WaveSpeed');
	if (id === undefined || !isTaskLike(fields, SHAPE)) {
		throw badAnswer('WaveSpeed answered without a prediction id.');
	}
	const links = allOutputs(prediction);
	const status = statusOf(prediction, links.length > 0);
	const reason = status === 'failed' || status === 'canceled' ? reasonOf(prediction) : undefined;
	const refused = prediction.code === MODERATION || soundsRefused(reason);
	const outputs = status === 'succeeded' ? links : [];
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
		details: detailsOf(fields, [...DETAILS, ...DETAIL_MORE]),
	};
}

/** Entries that cannot be read are no candidates. */
export function parseList(body: unknown): readonly Task[] {
	const { items } = read(List, body, "WaveSpeed's list of predictions").data;
	return items
		.filter((entry) => idsIn(objectOf(entry), SHAPE).length > 0)
		.map((entry) => parseTask(entry));
}

export function isTask(body: unknown): boolean {
	return isTaskLike(evidenceIn(body, SHAPE).fields, SHAPE);
}
