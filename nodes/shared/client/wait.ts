import { beliefOf, noteDuration } from '../pace/durations';
import { problemOf, taskProblem } from '../words/explain';
import { limits } from '../limits';
import { intervalOf, nextAsk, silenceAllowed, type Expectation } from '../pace/polling';
import type { Problem } from '../problem';
import { BELIEVED, isFinal, mayPass, withResult } from './result';
import { endingOf, hintMs, judge, pauseBefore } from '../pace/retry';
import { sendOnce, type Bounds, type Heard, type Session } from './session';
import { watch, type Watch } from './stream';
import type { Reply, Task } from '../task';
import { nameOf } from '../words/phrases';

export interface WaitOptions {
	/** `clock.now()` of the task's acceptance. */
	readonly since: number;
	/** From `since`. */
	readonly timeoutMs: number;
	/** What the model declares. */
	readonly typicalSeconds: number;
	readonly signal: AbortSignal;
	/** Of an answer, where pictures may lie inside it. */
	readonly maxBytes?: number;
	/** False for a task that was bought long ago: its age says nothing about the model. */
	readonly learn: boolean;
}

/** A task that was accepted a moment ago may not be readable everywhere yet. */
const NOT_FOUND_YET = 3;

/** A proxy in trouble may answer with a page; an address that is wrong always does. */
const PAGES = 5;

function timedOut(session: Session, task: Task, timeoutMs: number): Problem {
	const seconds = Math.round(timeoutMs / 1000);
	return taskProblem(task, {
		kind: 'timedOut',
		message: `The task is still ${task.status} after ${seconds} s`,
		charged: 'yes',
		safeToRetry: false,
		nextStep: `It goes on at ${nameOf(session.place)} and will be charged. Fetch it later with Get a Task and its id, or raise Timeout.`,
	});
}

function stopped(task: Task): Problem {
	return taskProblem(task, {
		kind: 'stopped',
		message: 'The execution was stopped while this task ran',
		charged: 'unknown',
		safeToRetry: false,
		nextStep:
			'The task is cancelled where the provider can. Look at it there before you buy it again.',
	});
}

interface Asked {
	readonly task: Task;
	/** Milliseconds to wait at least, after a failed question. */
	readonly pause?: number;
}

/** Questions in a row that brought no answer to use. */
interface Misses {
	failures: number;
	notFound: number;
	pages: number;
	failed: number;
}

/** Undefined for an answer that is no task: one such answer does not end a paid task. */
function readTask({ adapter }: Session, { answer }: Heard, task: Task): Task | undefined {
	if (answer === undefined) return undefined;
	try {
		return adapter.parseTask(answer, task);
	} catch {
		return undefined;
	}
}

const statusOf = (reply: Reply) => ('status' in reply ? reply.status : undefined);

/** Asks once; a question that fails leaves the task as it is. Throws when the answer is a clear no. */
async function askOnce(
	session: Session,
	task: Task,
	misses: Misses,
	signal: AbortSignal,
	bounds: Bounds,
): Promise<Asked> {
	const { adapter, limiter, place } = session;
	await limiter.askTurn(signal);
	const heard = await sendOnce(session, 'status', adapter.status(task), signal, bounds);
	const { reply, error } = heard;
	const read = readTask(session, heard, task);
	if (read !== undefined) {
		misses.failures = 0;
		return { task: read };
	}
	const ending = endingOf(reply, error);
	const { again, kind } = judge('status', heard.answer === undefined ? ending : 'unreadable');
	if (ending === 'stillRunning') return { task };
	const early =
		(kind === 'taskNotFound' && ++misses.notFound <= NOT_FOUND_YET) ||
		(kind === 'wrongBaseUrl' && ++misses.pages <= PAGES) ||
		(kind === 'taskFailed' && mayPass(statusOf(reply)) && ++misses.failed < BELIEVED);
	if (signal.aborted) return { task };
	if (again !== 'yes' && !early) throw problemOf(place, 'status', reply, error, task);
	misses.failures++;
	const hint = hintMs(reply, error, Date.now());
	return { task, pause: pauseBefore(misses.failures, hint, limits(), Math.random()) };
}

function delayFor(
	elapsed: number,
	expectation: Expectation,
	task: Task,
	stream: Watch | undefined,
	pause: number | undefined,
): number {
	if (pause !== undefined) return pause;
	if (stream?.alive === true) return silenceAllowed(elapsed, expectation, limits());
	return nextAsk(elapsed, expectation, task, limits());
}

function expectationOf(session: Session, model: string, typicalSeconds: number): Expectation {
	return {
		questionMs: session.adapter.questionMs,
		// Read anew each time: of tasks side by side, those that are done teach the others.
		get belief() {
			return beliefOf(session.endpoint.baseUrl, model, typicalSeconds * 1000);
		},
	};
}

/** By the provider's own clock. */
function toldMs({ secondsQueued, secondsRunning }: Task): number | undefined {
	if (secondsQueued === undefined || secondsRunning === undefined) return undefined;
	return (secondsQueued + secondsRunning) * 1000;
}

/**
 * Waits until a task is final and its outputs are known. Throws a `Problem`: `timedOut` (the task goes on),
 * `stopped`, or the provider's clear no. A task that failed is returned, not thrown.
 */
export async function wait(session: Session, bought: Task, options: WaitOptions): Promise<Task> {
	const { clock, endpoint } = session;
	const { since, timeoutMs, signal, maxBytes } = options;
	const expectation = expectationOf(session, bought.model, options.typicalSeconds);
	const stream = isFinal(bought) ? undefined : watch(session, bought, signal);
	const misses: Misses = { failures: 0, notFound: 0, pages: 0, failed: 0 };
	let task = bought;
	let pause: number | undefined;
	let runningMs = 0;
	let finalMs = clock.now() - since;
	try {
		while (!isFinal(task)) {
			const elapsed = clock.now() - since;
			const left = timeoutMs - elapsed;
			if (signal.aborted) throw stopped(task);
			if (left <= 0) throw timedOut(session, task, timeoutMs);
			const delay = Math.min(delayFor(elapsed, expectation, task, stream, pause), left);
			const pushed = await (stream?.next(delay) ?? clock.sleep(delay, signal));
			if (signal.aborted) throw stopped(task);
			if (pushed !== undefined) {
				task = pushed;
				finalMs = clock.now() - since;
				if (!isFinal(task)) runningMs = finalMs;
				continue;
			}
			const askedMs = clock.now() - since;
			const leftMs = Math.max(timeoutMs - askedMs, limits().pollMinMs);
			({ task, pause } = await askOnce(session, task, misses, signal, { leftMs, maxBytes }));
			finalMs = clock.now() - since;
			if (!isFinal(task)) runningMs = askedMs;
		}
	} finally {
		stream?.stop();
	}
	if (options.learn && task.status === 'succeeded') {
		const seen = intervalOf(runningMs, finalMs, toldMs(task));
		noteDuration(endpoint.baseUrl, bought.model, seen);
	}
	return await withResult(session, task, signal, maxBytes);
}
