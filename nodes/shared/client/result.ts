import { problemOf } from '../words/explain';
import { limits } from '../limits';
import { asProblem } from '../problem';
import { pauseBefore } from '../pace/retry';
import { ask, sendOnce, type Session } from './session';
import type { ApiRequest, Task } from '../task';

export const isFinal = (task: Task) => task.status !== 'queued' && task.status !== 'running';

/**
 * fal's status names a failure in two words; the model's own ones are its result (providers.md 2.3, 2.5).
 * Throws them; where there are none, the task stays as it is.
 */
async function withReason(
	session: Session,
	task: Task,
	request: ApiRequest,
	signal: AbortSignal,
): Promise<Task> {
	const { reply, error } = await sendOnce(session, 'result', request, signal);
	if (error === undefined) return task;
	const problem = problemOf(session.place, 'result', reply, error, task);
	const told = problem.kind === 'taskFailed' || problem.kind === 'refused';
	if (told) throw problem;
	return task;
}

/**
 * A failed job's result has the model's own status (providers.md 2.3), and a fault of a server in between
 * may look the same: save for 422, only the third in a row is believed, since a failed task is bought again.
 */
export const BELIEVED = 3;

export const mayPass = (httpStatus = 0) => httpStatus !== 422;

/**
 * Fetches the outputs of a task whose status says "done" but does not carry them (fal's queue).
 * Throws a `Problem`, which is `taskFailed` when the result is the model's own error.
 */
export async function withResult(
	session: Session,
	task: Task,
	signal: AbortSignal,
	maxBytes?: number,
): Promise<Task> {
	const { adapter, clock } = session;
	if (adapter.result === undefined) return task;
	const request = adapter.result(task);
	if (task.status === 'failed') return await withReason(session, task, request, signal);
	if (task.resultPending !== true) return task;
	for (let attempt = 1; ; attempt++) {
		try {
			const answer = await ask(session, 'result', request, signal, task, { maxBytes });
			return { ...task, ...adapter.parseTask(answer, task), resultPending: false };
		} catch (error) {
			const problem = asProblem(error).of(task);
			// One garbled answer, or a proxy's page, does not end a paid task.
			const { kind, httpStatus } = problem;
			const garbled = kind === 'badAnswer' || kind === 'wrongBaseUrl';
			const doubted = kind === 'taskFailed' && mayPass(httpStatus) && attempt < BELIEVED;
			const again = garbled || doubted;
			if (!again || attempt >= limits().callTries || signal.aborted) throw problem;
			await clock.sleep(pauseBefore(attempt, undefined, limits(), Math.random()), signal);
		}
	}
}
