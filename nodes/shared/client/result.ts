import { problemOf, taskProblem } from '../words/explain';
import { nameOf } from '../words/phrases';
import type { Problem } from '../problem';
import { endingOf, hintMs, judge } from '../pace/retry';
import type { Doubts } from './doubt';
import { sendOnce, type Bounds, type Heard, type Session } from './session';
import type { ApiRequest, Call, Task } from '../task';

export const isFinal = (task: Task) => task.status !== 'queued' && task.status !== 'running';

/** What one question told about a task. */
export type Told =
	| { readonly task: Task }
	/** Nothing to use: ask again. `pauseMs` is the server's own word on when. */
	| { readonly problem: Problem; readonly pauseMs?: number };

/** Undefined for an answer that is no task, or speaks of another one. */
function taskIn({ adapter }: Session, { answer }: Heard, task: Task): Task | undefined {
	if (answer === undefined) return undefined;
	try {
		return adapter.parseTask(answer, task);
	} catch {
		return undefined;
	}
}

/**
 * Asks once about a task that is paid for; "still running" brings it back as it was given. A clear no is
 * thrown, as a `Problem`, when it is believed; the model's own 422 (providers.md 2.3) is believed at once.
 */
export async function askAbout(
	session: Session,
	call: Call & ('status' | 'result'),
	request: ApiRequest,
	task: Task,
	doubts: Doubts,
	signal: AbortSignal,
	bounds: Bounds,
): Promise<Told> {
	const heard = await sendOnce(session, call, request, signal, bounds);
	const { reply, error } = heard;
	const read = taskIn(session, heard, task);
	const ending = endingOf(reply, error);
	const garbled = heard.answer !== undefined;
	const { again, kind } = judge(call, garbled ? 'unreadable' : ending);
	if (read !== undefined || ending === 'stillRunning') {
		doubts[call].good();
		return { task: read ?? task };
	}
	const problem = problemOf(session.place, call, garbled ? UNREADABLE : reply, error, task);
	const pauseMs = hintMs(reply, error, Date.now());
	if (again === 'yes' || signal.aborted) return { problem, pauseMs };
	const ended = kind === 'taskFailed' || kind === 'refused';
	const certain = ended && 'status' in reply && reply.status === 422;
	if (certain || doubts[call].believes()) throw problem;
	return { problem, pauseMs };
}

const UNREADABLE = {
	type: 'unreadable',
	status: 200,
	headers: {},
	what: 'text',
	text: '',
} as const;

/**
 * fal's status says "done" and its result is asked for by itself; it names a failure in two words, and the
 * model's own ones are its result (providers.md 2.3, 2.5). Throws the failure, or a no that is believed.
 */
export async function askResult(
	session: Session,
	task: Task,
	doubts: Doubts,
	signal: AbortSignal,
	bounds: Bounds,
): Promise<Told> {
	const { adapter } = session;
	const failed = task.status === 'failed';
	if (adapter.result === undefined || (!failed && task.resultPending !== true)) return { task };
	const told = await askAbout(
		session,
		'result',
		adapter.result(task),
		task,
		doubts,
		signal,
		bounds,
	);
	if ('task' in told) {
		const found = told.task !== task && (!failed || told.task.outputs.length > 0);
		if (found) return { task: { ...task, ...told.task, resultPending: false } };
		return failed ? { task } : { problem: notYet(session, task) };
	}
	if (!failed) return told;
	const { kind } = told.problem;
	if (kind === 'taskFailed' || kind === 'refused') throw told.problem;
	return { task };
}

function notYet({ place }: Session, task: Task): Problem {
	return taskProblem(task, {
		kind: 'serverError',
		message: `${nameOf(place)} says that the task is done, and that its result is not there yet`,
		charged: 'yes',
		safeToRetry: false,
		nextStep: 'Fetch it later with Get a Task and its id, which buys nothing.',
	});
}
