import { limits } from './limits';
import { asProblem } from './problem';
import { pauseBefore } from './retry';
import { ask, type Session } from './session';
import type { Task } from './task';

export const isFinal = (task: Task) => task.status !== 'queued' && task.status !== 'running';

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
	if (task.resultPending !== true || adapter.result === undefined) return task;
	const request = adapter.result(task);
	for (let attempt = 1; ; attempt++) {
		const answer = await ask(session, 'result', request, signal, task, { maxBytes });
		try {
			return { ...task, ...adapter.parseTask(answer, task), resultPending: false };
		} catch (error) {
			// One garbled answer does not end a paid task.
			if (attempt >= limits().callTries || signal.aborted) throw asProblem(error).of(task);
			await clock.sleep(pauseBefore(attempt, undefined, limits(), Math.random()), signal);
		}
	}
}
