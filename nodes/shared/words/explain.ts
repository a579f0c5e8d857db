import { Problem, type Charged, type ProblemFacts, type ProblemKind } from '../problem';
import { endingOf, judge } from '../pace/retry';
import type { ApiError, Call, Reply, Task, TaskRef } from '../task';
import { shownId } from './shownId';
import { nameOf, wordsFor, type Place } from './phrases';

const FETCH_LATER =
	'The task itself goes on: fetch it later with Get a Task and its id, which buys nothing.';

function saidBy(reply: Reply, error?: ApiError): string | undefined {
	if (error !== undefined && error.message !== '') {
		const fields = (error.fields ?? []).map(({ name, message }) => `${name}: ${message}`);
		const extra = fields.filter((line) => !error.message.includes(line));
		return [error.message, ...extra].join('; ');
	}
	switch (reply.type) {
		case 'answer':
			return undefined;
		case 'unreadable':
			if (reply.what === 'too large') return 'the answer is too large to be read';
			return reply.what === 'html' || reply.text === '' ? undefined : reply.text.slice(0, 200);
		case 'redirect':
			return `it leads to ${reply.location}`;
		case 'aborted':
			return undefined;
		default:
			return reply.reason;
	}
}

/** The sentence of an error: what happened, the server's words, the HTTP status, the task's id. */
function sentence(what: string, said?: string, status?: number, task?: TaskRef): string {
	const words = said === undefined ? '' : `: ${said.replace(/\s+/g, ' ').trim().slice(0, 600)}`;
	const code = status === undefined || status < 300 ? '' : ` (HTTP ${status})`;
	const id = task === undefined ? '' : ` [task ${shownId(task.id)}]`;
	return `${what}${code}${words}${id}`;
}

const joined = (sentences: readonly string[]) => sentences.filter(Boolean).join(' ');

/** Turns a call's end into the error a user reads. With a task, the bill is the task's, not the call's. */
export function problemOf(
	place: Place,
	call: Call,
	reply: Reply,
	error?: ApiError,
	task?: TaskRef,
): Problem {
	const { kind, charged } = judge(call, endingOf(reply, error));
	const { what, next, again = '' } = wordsFor(kind, place, call);
	const said = saidBy(reply, error);
	const httpStatus = 'status' in reply ? reply.status : undefined;
	const ended = kind === 'taskFailed' || kind === 'refused';
	const doubtful = ended || kind === 'taskNotFound';
	return new Problem({
		kind,
		message: sentence(what, said && place.redact(said), httpStatus, task),
		charged: task === undefined ? charged : doubtful ? 'unknown' : 'yes',
		safeToRetry: task === undefined ? charged === 'no' : ended,
		nextStep: joined(task === undefined ? [next, again] : doubtful ? [next] : [FETCH_LATER, next]),
		task,
		status: ended ? 'failed' : undefined,
		httpStatus,
	});
}

/** A problem about a task that is known, in the words of the caller. */
export function taskProblem(
	task: TaskRef & { readonly status?: Task['status'] },
	facts: Omit<ProblemFacts, 'task' | 'status'>,
): Problem {
	return new Problem({
		...facts,
		message: sentence(facts.message, undefined, undefined, task),
		task: { model: task.model, id: task.id },
		status: task.status,
	});
}

/** How a finished task that brought no picture is told. */
export function endOf(place: Place, task: Task): Problem | undefined {
	const said = task.reason === undefined ? undefined : place.redact(task.reason);
	const told = (kind: ProblemKind, what: string, next: string, charged: Charged, safe: boolean) =>
		taskProblem(task, {
			kind,
			message: sentence(what, said),
			charged,
			safeToRetry: safe,
			nextStep: next,
		});
	if (task.status === 'failed') {
		const kind = task.refused === true ? 'refused' : 'taskFailed';
		const { what, next } = wordsFor(kind, place, 'status');
		return told(kind, what, next, 'unknown', true);
	}
	if (task.status === 'canceled') {
		const next =
			'It ended without an image and may be charged in part. When the image is still wanted, run the item again.';
		return told('canceled', 'The task was cancelled', next, 'unknown', true);
	}
	if (task.expired === true) {
		const next = `${nameOf(place)} deletes images after a while. Run the item again to buy the image anew, and fetch it in time.`;
		return told('expired', 'The task succeeded, but its images are deleted', next, 'yes', false);
	}
	if (task.status === 'succeeded' && task.outputs.length === 0) {
		const next =
			'Nothing says why. Get a Task asks once more and buys nothing; a new order is charged again, so change the prompt before it.';
		return told('noPictures', 'The task succeeded without an image', next, 'yes', false);
	}
	return undefined;
}
