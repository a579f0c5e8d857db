/** What is known about how long a task takes. Durations in milliseconds, from acceptance to done. */
export interface Expectation {
	readonly declaredMs: number;
	/** What this process has seen of the model, newest last. */
	readonly seen: readonly number[];
}

/** What the last answer said. */
export interface Hints {
	readonly secondsLeft?: number;
	readonly queuePosition?: number;
}

export interface PollBounds {
	readonly pollMinMs: number;
	readonly pollMaxMs: number;
}

/** Fewer than this say too little about the scatter. */
const ENOUGH = 3;

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Centre and scatter that a cold start among the last twenty does not move. */
export function typical(seen: readonly number[]): {
	readonly centre: number;
	readonly scatter: number;
} {
	const centre = median(seen);
	const deviation = 1.4826 * median(seen.map((ms) => Math.abs(ms - centre)));
	return { centre, scatter: Math.min(Math.max(deviation, 0.06 * centre), 0.4 * centre) };
}

function known(elapsedMs: number, seen: readonly number[]): number {
	const { centre, scatter } = typical(seen);
	const start = centre - 1.2 * scatter;
	const end = centre + 2 * scatter;
	const step = 0.35 * scatter + 60;
	if (elapsedMs < start) return start - elapsedMs;
	if (elapsedMs < end) return step;
	return step + (elapsedMs - end) * 0.2;
}

/** A declared duration may be off by a factor of two: ask at a grain that grows with the time waited. */
function unknown(elapsedMs: number, declaredMs: number): number {
	if (elapsedMs === 0) return Math.min(0.3 * declaredMs, 500);
	return 0.1 * elapsedMs + 100;
}

/**
 * Milliseconds until the next question: first when the task is likely to be done, then at a fine grain
 * around that, then ever more seldom.
 */
export function nextAsk(
	elapsedMs: number,
	expectation: Expectation,
	hints: Hints,
	bounds: PollBounds,
): number {
	const { seen, declaredMs } = expectation;
	let delay = seen.length < ENOUGH ? unknown(elapsedMs, declaredMs) : known(elapsedMs, seen);
	if (hints.secondsLeft !== undefined) delay = Math.min(hints.secondsLeft * 1000 + 50, 3000);
	if (hints.queuePosition !== undefined && hints.queuePosition > 1) {
		delay = Math.max(delay, Math.min(hints.queuePosition * 500, 5000));
	}
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
		seen.length < ENOUGH ? { centre: declaredMs, scatter: declaredMs } : typical(seen);
	const due = centre + 3 * scatter;
	const delay = elapsedMs < due ? due - elapsedMs : elapsedMs;
	return Math.min(Math.max(delay, 10 * bounds.pollMinMs), bounds.pollMaxMs);
}
