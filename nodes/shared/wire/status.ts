import type { TaskStatus } from '../task';
import { isPresent } from './answer';

/**
 * The words for a task's state, of the three providers (providers.md 1.1, 2.1, 3.1) and of those that stand
 * behind or in front of them.
 */
const WORDS: Readonly<Record<TaskStatus, string>> = {
	queued:
		'starting created queued queueing in_queue pending waiting submitted scheduled accepted not_start not_started',
	running:
		'processing in_progress running started generating executing working active retrying booting cancelling canceling',
	succeeded:
		'succeeded succeed success successful completed complete done finished finish ready ok',
	failed:
		'failed failure fail error errored timeout timed_out timedout expired rejected crashed failed_with_error',
	canceled: 'canceled cancelled aborted cancel revoked terminated stopped killed deleted removed',
};

const KNOWN: ReadonlyMap<string, TaskStatus> = new Map(
	Object.entries(WORDS).flatMap(([status, words]) =>
		words.split(' ').map((word) => [word, status as TaskStatus] as const),
	),
);

/** Words are compared as words: `IN-PROGRESS`, `In Progress` and `TASK_STATUS_IN_PROGRESS` are one. */
export function wordOf(status: unknown): string | undefined {
	if (typeof status !== 'string' || status.length > 60) return undefined;
	const word = status
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');
	return word.replace(/^task_(?:status_)?/, '');
}

export function statusOf(status: unknown): TaskStatus | undefined {
	return KNOWN.get(wordOf(status) ?? '');
}

/** What stands beside a status. */
export interface Beside {
	/** The places of outputs hold something. */
	readonly output: boolean;
	/** The provider's words for a failure. */
	readonly error: string | undefined;
	readonly completed?: unknown;
}

/**
 * The state a task is in. What is there decides where the word does not: one that nobody knows, beside an
 * output, an error or a time of completion, is an end.
 */
export function stateOf(
	status: unknown,
	{ output, error, completed }: Beside,
	otherwise: TaskStatus,
): TaskStatus {
	const known = statusOf(status);
	if (known === 'succeeded') return error !== undefined && !output ? 'failed' : 'succeeded';
	if (known !== undefined) return known;
	// An object in its place is no word at all: the answer is garbled.
	if (typeof status === 'object' && status !== null) return otherwise;
	if (error !== undefined) return 'failed';
	return output || isPresent(completed) ? 'succeeded' : otherwise;
}
