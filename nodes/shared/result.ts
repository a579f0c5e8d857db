import { ask, type Session } from './session';
import type { Task } from './task';

export const isFinal = (task: Task) => task.status !== 'queued' && task.status !== 'running';

/**
 * Fetches the outputs of a task whose status says "done" but does not carry them (fal's queue).
 * Throws a `Problem`, which is `taskFailed` when the result is the model's own error.
 */
export async function withResult(session: Session, task: Task, signal: AbortSignal): Promise<Task> {
	const { adapter } = session;
	if (task.resultPending !== true || adapter.result === undefined) return task;
	const answer = await ask(session, 'result', adapter.result(task), signal, task);
	return { ...task, ...adapter.parseTask(answer, task), resultPending: false };
}
