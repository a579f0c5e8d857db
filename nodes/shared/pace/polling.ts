import type { Belief, Interval } from './belief';

/** What is known about how long a task takes. Durations in milliseconds, from acceptance to done. */
export interface Expectation {
	readonly belief: Belief;
	/** How long a finished task may be expected to lie unnoticed before that is worth one more question. */
	readonly questionMs?: number;
}

/** What the last answer said. */
export interface Hints {
	/** Between 0 and 1. */
	readonly progress?: number;
	readonly secondsLeft?: number;
	readonly queuePosition?: number;
}

export interface PollBounds {
	readonly pollMinMs: number;
	readonly pollMaxMs: number;
}

/** Keeps the questions below those of a client that asks twice a second, as the official ones do. */
const QUESTION_MS = 12;

/**
 * The next question is due when the time that a finished task is expected to have lain unnoticed since the
 * last question is worth one: so the first comes late, then they are dense where most tasks end, then ever
 * more seldom.
 */
function dueIn(
	elapsedMs: number,
	{ survival }: Belief,
	questionMs: number,
	bounds: PollBounds,
): number {
	const now = survival(elapsedMs);
	const step = Math.max(10, elapsedMs / 1000);
	let unnoticed = 0;
	let delay = 0;
	while (unnoticed < questionMs && delay < bounds.pollMaxMs) {
		delay += step;
		unnoticed += (1 - survival(elapsedMs + delay) / now) * step;
	}
	return delay;
}

/** Providers print a progress bar in quarters at least, so what they say may be a quarter old. */
const BAR = 0.25;

/** After the last step the picture is still encoded, checked and stored. */
const AFTERWORK_MS = 300;

function byProgress(delay: number, { progress, secondsLeft }: Hints): number {
	if (progress === undefined || secondsLeft === undefined) return delay;
	const leftMs = secondsLeft * 1000;
	const sureMs = progress < 1 - BAR ? (leftMs * (1 - BAR - progress)) / (1 - progress) : 0;
	return Math.min(Math.max(delay, 0.9 * sureMs), leftMs + AFTERWORK_MS);
}

/** Who waits in a queue has all of the running before them: a part of what a task takes is sure. */
function byQueue(delay: number, { queuePosition = 0 }: Hints, usualMs: number): number {
	return queuePosition > 1 ? Math.max(delay, Math.min(queuePosition * 100, usualMs / 4)) : delay;
}

/** Milliseconds until the next question. */
export function nextAsk(
	elapsedMs: number,
	expectation: Expectation,
	hints: Hints,
	bounds: PollBounds,
): number {
	const { belief, questionMs = QUESTION_MS } = expectation;
	const byTime = dueIn(elapsedMs, belief, questionMs, bounds);
	const delay = byQueue(byProgress(byTime, hints), hints, belief.medianMs);
	return Math.min(Math.max(delay, bounds.pollMinMs), bounds.pollMaxMs);
}

/**
 * Milliseconds a silent event stream is trusted before asking: beyond the expected end,
 * then twice as long each time.
 */
export function silenceAllowed(
	elapsedMs: number,
	{ belief }: Expectation,
	bounds: PollBounds,
): number {
	const due = 1.5 * belief.medianMs;
	const delay = elapsedMs < due ? due - elapsedMs : elapsedMs;
	return Math.min(Math.max(delay, 10 * bounds.pollMinMs), bounds.pollMaxMs);
}

/** Of what the provider says itself: its clock is right, and its word may leave out how the answer travelled. */
const TOLD_SLACK = 0.03;

/** What was seen of a finished task, narrowed by the provider's own word where there is one. */
export function intervalOf(runningMs: number, doneMs: number, toldMs?: number): Interval {
	if (toldMs === undefined) return { runningMs, doneMs };
	const told = Math.min(Math.max(toldMs, runningMs), doneMs);
	return {
		runningMs: Math.max(runningMs, told * (1 - TOLD_SLACK)),
		doneMs: Math.min(doneMs, told * (1 + TOLD_SLACK)),
	};
}
