/** What is known of one finished task: running at the last question that said so, done at the first that said that. */
export interface Interval {
	readonly runningMs: number;
	readonly doneMs: number;
}

/** How long tasks are believed to take. */
export interface Belief {
	/** The share of tasks that still run after so many milliseconds. */
	survival(ms: number): number;
	/** Half of the tasks are done by then. */
	readonly medianMs: number;
}

/** What the declared time still counts, beside so many tasks that were seen. */
const guessWeight = (seen: number) => FADE / (FADE + seen);
const FADE = 4;

/** Durations on a logarithmic grid, 6 % apart, from 50 ms to an hour. */
const LEAST_MS = 50;
const STEP = Math.log(1.06);
const CELLS = Math.ceil(Math.log(3_600_000 / LEAST_MS) / STEP);

/** A declared time weighs as much as one task, and may be wrong by its factor e^1.6 either way; rather too long. */
const WIDTH = 1.6;
/** Of any duration at all. */
const FLOOR = 0.002;

const place = (ms: number) => Math.log(Math.max(ms, 1) / LEAST_MS) / STEP;
const cellOf = (ms: number) => Math.min(CELLS - 1, Math.max(0, Math.round(place(ms))));

const normalised = (weights: Float64Array) => {
	const sum = weights.reduce((all, one) => all + one, 0);
	return weights.map((one) => one / sum);
};

function prior(declaredMs: number): Float64Array {
	const centre = place(declaredMs * 0.9);
	const cells = new Float64Array(CELLS);
	return normalised(
		cells.map((_, at) => Math.exp(-(((at - centre) * STEP) ** 2) / (2 * WIDTH ** 2)) + FLOOR),
	);
}

/** What one task says is true of its neighbours by 12 % as well. */
const SMEAR = Array.from({ length: 13 }, (_, at) => ({
	by: at - 6,
	share: Math.exp(-((at - 6) ** 2) / 8) / 5.0059,
}));

/** One task, spread over its interval in proportion to what is believed there. */
function learn(belief: Float64Array, { runningMs, doneMs }: Interval): void {
	const first = runningMs > 0 ? cellOf(runningMs) : 0;
	const last = Math.max(first, cellOf(doneMs));
	const within = normalised(belief.slice(first, last + 1));
	for (const [at, share] of within.entries()) {
		for (const smear of SMEAR) {
			const cell = Math.min(CELLS - 1, Math.max(0, first + at + smear.by));
			belief[cell] += share * smear.share;
		}
	}
}

/** A declared time, overruled by what was seen. */
export function believe(declaredMs: number, seen: readonly Interval[]): Belief {
	const guess = prior(declaredMs);
	const cells = Float64Array.from(guess);
	for (const [at, one] of seen.entries()) {
		learn(cells, one);
		const less = guessWeight(at) - guessWeight(at + 1);
		for (const [cell, share] of guess.entries()) cells[cell] -= less * share;
	}
	/** The weight of all cells from this one on. */
	const from = new Float64Array(CELLS + 1);
	for (let at = CELLS - 1; at >= 0; at--) from[at] = from[at + 1] + cells[at];
	const all = from[0];
	return {
		survival: (ms) => {
			const edge = Math.min(CELLS - 1e-6, Math.max(0, place(ms) + 0.5));
			const at = Math.floor(edge);
			return (from[at] - cells[at] * (edge - at)) / all;
		},
		medianMs: LEAST_MS * Math.exp(STEP * from.findIndex((weight) => weight <= all / 2)),
	};
}
