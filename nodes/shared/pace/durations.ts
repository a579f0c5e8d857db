/** How many durations of one model say enough, and how many models are kept. */
const PER_MODEL = 20;
const MODELS = 500;

/**
 * How long tasks took in this process. Owner: the process; key: base URL and model; lifetime: the
 * last 20 of each, the 500 keys used last.
 */
const seen = new Map<string, number[]>();

const keyOf = (baseUrl: URL, model: string) => `${baseUrl.href} ${model}`;

export function durationsOf(baseUrl: URL, model: string): readonly number[] {
	return seen.get(keyOf(baseUrl, model)) ?? [];
}

export function noteDuration(baseUrl: URL, model: string, ms: number): void {
	const key = keyOf(baseUrl, model);
	const durations = [...(seen.get(key) ?? []), ms].slice(-PER_MODEL);
	seen.delete(key);
	seen.set(key, durations);
	const [oldest] = seen.keys();
	if (seen.size > MODELS) seen.delete(oldest);
}

/** For tests that begin with nothing known. */
export function forgetDurations(): void {
	seen.clear();
}
