/** What is known about how long a task takes. Durations in milliseconds, from acceptance to done. */
export interface Expectation {
	readonly declaredMs: number;
	/** What this process has seen of the model, newest last. */
	readonly seen: readonly number[];
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

/** Fewer than this say too little about the scatter. */
const ENOUGH = 3;

/** Keeps the questions below those of a client that asks twice a second, as the official ones do. */
const QUESTION_MS = 12;

/** The share of tasks that take any multiple of what was seen. */
const STRAGGLERS = 0.05;

/** Models scatter by about 15 %: so many imagined tasks keep a few seen ones from claiming less. */
const IMAGINED = { count: 4, scatter: 0.15 } as const;

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Centre and scatter of the many, and apart from them what took far longer, such as cold starts. */
export function typical(seen: readonly number[]): {
	readonly centre: number;
	readonly scatter: number;
	readonly outliers: readonly number[];
} {
	const middle = median(seen);
	const deviation = 1.4826 * median(seen.map((ms) => Math.abs(ms - middle)));
	const rough = Math.min(Math.max(deviation, 0.1 * middle), 0.3 * middle);
	const many = seen.filter((ms) => Math.abs(ms - middle) <= 3.5 * rough);
	const centre = many.reduce((sum, ms) => sum + ms, 0) / many.length;
	const imagined = IMAGINED.count * (IMAGINED.scatter * centre) ** 2;
	const squares = many.reduce((sum, ms) => sum + (ms - centre) ** 2, imagined);
	const scatter = Math.sqrt(squares / (many.length + IMAGINED.count));
	return { centre, scatter, outliers: seen.filter((ms) => ms > middle + 3.5 * rough) };
}

/** The share of tasks that still run after so many milliseconds. */
type Survival = (ms: number) => number;

/** A bell (logistic, whose standard deviation is 1.81 times its scale). */
const bell = (ms: number, centre: number, scatter: number) =>
	1 / (1 + Math.exp((1.81 * (ms - centre)) / scatter));

/** Most tasks end around the centre, some where an outlier did, and stragglers at any time after that. */
function survivalOfSeen(seen: readonly number[]): Survival {
	const { centre, scatter, outliers } = typical(seen);
	const each = (1 - STRAGGLERS) / seen.length;
	const most = 1 - STRAGGLERS - outliers.length * each;
	return (ms) =>
		most * bell(ms, centre, scatter) +
		outliers.reduce((sum, one) => sum + each * bell(ms, one, IMAGINED.scatter * one), 0) +
		STRAGGLERS * Math.min(1, centre / Math.max(ms, 1));
}

/** A declared duration is a rough guess: three in ten models take less than half or more than twice of it. */
function survivalOfDeclared(declaredMs: number): Survival {
	return (ms) => 1 / (1 + (ms / declaredMs) ** 2.5);
}

/**
 * The next question is due when the time that a finished task is expected to have lain unnoticed since the
 * last question is worth one: so the first comes late, then they are dense where most tasks end, then ever
 * more seldom.
 */
function dueIn(
	elapsedMs: number,
	survival: Survival,
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
	const { seen, declaredMs, questionMs = QUESTION_MS } = expectation;
	const known = seen.length >= ENOUGH;
	const survival = known ? survivalOfSeen(seen) : survivalOfDeclared(declaredMs);
	const byTime = dueIn(elapsedMs, survival, questionMs, bounds);
	const usualMs = known ? typical(seen).centre : declaredMs;
	const delay = byQueue(byProgress(byTime, hints), hints, usualMs);
	return Math.min(Math.max(delay, bounds.pollMinMs), bounds.pollMaxMs);
}

/**
 * Milliseconds a silent event stream is trusted before asking: beyond the expected end,
 * then twice as long each time.
 */
export function silenceAllowed(
	elapsedMs: number,
	expectation: Expectation,
	bounds: PollBounds,
): number {
	const { seen, declaredMs } = expectation;
	const { centre, scatter } =
		seen.length < ENOUGH ? { centre: declaredMs, scatter: declaredMs / 4 } : typical(seen);
	const due = centre + 3 * scatter;
	const delay = elapsedMs < due ? due - elapsedMs : elapsedMs;
	return Math.min(Math.max(delay, 10 * bounds.pollMinMs), bounds.pollMaxMs);
}

/**
 * How long a task took, from what was known when it was last seen running and when it was found done, and
 * from the provider's own word where there is one.
 */
export function durationOf(runningMs: number, doneMs: number, toldMs?: number): number {
	if (toldMs !== undefined) return Math.min(Math.max(toldMs, runningMs), doneMs);
	// Nothing is known before the first question, and that comes when most tasks still run.
	return doneMs - Math.min((doneMs - runningMs) / 2, doneMs * 0.1);
}
