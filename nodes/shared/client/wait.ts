import { beliefOf, noteDuration } from '../pace/durations';
import { taskProblem } from '../words/explain';
import { limits } from '../limits';
import { intervalOf, nextAsk, silenceAllowed, type Expectation } from '../pace/polling';
import type { Problem } from '../problem';
import { doubtsOf, type Doubts } from './doubt';
import { askAbout, askResult, isFinal, type Told } from './result';
import { pauseBefore } from '../pace/retry';
import type { Bounds, Session } from './session';
import { watch, type Watch } from './stream';
import type { Task } from '../task';
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

function timedOut(session: Session, task: Task, timeoutMs: number): Problem {
	const seconds = Math.round(timeoutMs / 1000);
	const { queuePosition, status } = task;
	const place = queuePosition === undefined ? '' : `, ${queuePosition} before it in the queue`;
	return taskProblem(task, {
		kind: 'timedOut',
		message: `The task is still ${status} after ${seconds} s${status === 'queued' ? place : ''}`,
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

/** A last question needs time for its answer, however late it is asked. */
const LAST_PART = 6;

/** A waiting that goes on. */
interface Waiting {
	readonly expectation: Expectation;
	readonly doubts: Doubts;
	/** Let go once it told something that was not so. */
	stream: Watch | undefined;
	task: Task;
	/** Questions in a row that brought nothing to use. */
	failures: number;
	/** `clock.now()` of the next question. */
	askAt?: number;
	/** The stream has begun to tell. */
	told: boolean;
}

/** When the next question is due. What a stream tells does not put it off: it is a hint in both directions. */
function dueAt(waiting: Waiting, now: number, since: number): number {
	const { expectation, task, stream } = waiting;
	if (stream?.alive === true && !waiting.told) {
		waiting.told = true;
		waiting.askAt = undefined;
	}
	const delay = () =>
		stream?.alive === true
			? silenceAllowed(now - since, expectation, limits())
			: nextAsk(now - since, expectation, task, limits());
	return (waiting.askAt ??= now + delay());
}

/** The next event of the stream, or nothing when a question is due. */
async function listen(
	{ clock }: Session,
	waiting: Waiting,
	{ since, signal }: WaitOptions,
	left: number,
): Promise<Task | undefined> {
	const due = dueAt(waiting, clock.now(), since) - clock.now();
	const delay = Math.min(Math.max(due, 0), left);
	if (waiting.stream !== undefined) return await waiting.stream.next(delay);
	await clock.sleep(delay, signal);
	return undefined;
}

/** Asks for the status, unless the stream has told a success, and for the result of a task that is over. */
async function question(
	session: Session,
	waiting: Waiting,
	pushed: Task | undefined,
	signal: AbortSignal,
	bounds: Bounds,
): Promise<boolean> {
	const { adapter, clock, limiter } = session;
	const { task, doubts } = waiting;
	// A pushed success is proved by its result, a pushed failure by the task's own answer.
	let told: Told = { task: pushed ?? task };
	if (pushed?.resultPending !== true) {
		await limiter.askTurn(signal);
		told = await askAbout(session, 'status', adapter.status(task), task, doubts, signal, bounds);
	}
	if ('task' in told && isFinal(told.task)) {
		told = await askResult(session, told.task, doubts, signal, bounds);
		if (!('task' in told) && pushed !== undefined) {
			waiting.stream?.stop();
			waiting.stream = undefined;
		}
	}
	if ('task' in told) {
		waiting.failures = 0;
		waiting.askAt = undefined;
		waiting.task = told.task;
		return isFinal(told.task);
	}
	const pause = pauseBefore(++waiting.failures, told.pauseMs, limits(), Math.random());
	waiting.askAt = clock.now() + pause;
	return false;
}

/**
 * Waits until a task is final and its outputs are known. Throws a `Problem`: `timedOut` (the task goes on),
 * `stopped`, or a clear no that is believed. A task that failed is returned, not thrown.
 */
export async function wait(session: Session, bought: Task, options: WaitOptions): Promise<Task> {
	const { clock, endpoint } = session;
	const { since, timeoutMs, signal, maxBytes } = options;
	const waiting: Waiting = {
		expectation: expectationOf(session, bought.model, options.typicalSeconds),
		doubts: doubtsOf(clock),
		stream: isFinal(bought) ? undefined : watch(session, bought, signal),
		task: bought,
		failures: 0,
		told: false,
	};
	let runningMs = 0;
	let finalMs = clock.now() - since;
	try {
		let over = isFinal(bought) && bought.resultPending !== true;
		while (!over) {
			const left = timeoutMs - (clock.now() - since);
			if (signal.aborted) throw stopped(waiting.task);
			if (left <= 0) throw timedOut(session, waiting.task, timeoutMs);
			const pushed = await listen(session, waiting, options, left);
			if (signal.aborted) throw stopped(waiting.task);
			const askedMs = clock.now() - since;
			if (pushed !== undefined && !isFinal(pushed)) waiting.task = pushed;
			else {
				const leftMs = Math.max(timeoutMs - askedMs, limits().callMs / LAST_PART);
				over = await question(session, waiting, pushed, signal, { leftMs, maxBytes });
			}
			finalMs = clock.now() - since;
			if (!over) runningMs = askedMs;
		}
	} finally {
		waiting.stream?.stop();
	}
	const { task } = waiting;
	if (options.learn && task.status === 'succeeded') {
		const seen = intervalOf(runningMs, finalMs, toldMs(task));
		noteDuration(endpoint.baseUrl, bought.model, seen);
	}
	return task;
}
