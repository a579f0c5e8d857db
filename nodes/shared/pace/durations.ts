import { believe, type Belief, type Interval } from './belief';

/** How many tasks of one model say enough, and how many models are kept. */
const PER_MODEL = 20;
const MODELS = 500;

interface Seen {
	readonly intervals: readonly Interval[];
	/** Of this declared time, until more is seen. */
	belief?: { readonly declaredMs: number; readonly belief: Belief };
}

/**
 * How long tasks took in this process. Owner: the process; key: base URL and model; lifetime: the
 * last 20 of each, the 500 keys used last.
 */
const seen = new Map<string, Seen>();

const keyOf = (baseUrl: URL, model: string) => `${baseUrl.href} ${model}`;

export function beliefOf(baseUrl: URL, model: string, declaredMs: number): Belief {
	const known: Seen = seen.get(keyOf(baseUrl, model)) ?? { intervals: [] };
	if (known.belief?.declaredMs !== declaredMs) {
		known.belief = { declaredMs, belief: believe(declaredMs, known.intervals) };
	}
	return known.belief.belief;
}

export function noteDuration(baseUrl: URL, model: string, interval: Interval): void {
	const key = keyOf(baseUrl, model);
	const intervals = [...(seen.get(key)?.intervals ?? []), interval].slice(-PER_MODEL);
	seen.delete(key);
	seen.set(key, { intervals });
	const [oldest] = seen.keys();
	if (seen.size > MODELS) seen.delete(oldest);
}

/** For tests that begin with nothing known. */
export function forgetDurations(): void {
	seen.clear();
}
