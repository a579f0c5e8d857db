/** The last part of a log in which progress is looked for. */
const TAIL = 4000;

/** The seed stands nowhere but in the log, maybe twice (providers.md 1.9). */
export function seedIn(logs: string): number | undefined {
	const seed = [...logs.matchAll(/using seed: (\d{1,16})/gi)].at(-1)?.[1];
	return seed === undefined ? undefined : Number(seed);
}

/** tqdm's bar: `12/28 [00:02<00:03, 5.2it/s]`, with `?` for what it does not know yet. */
const BAR =
	/(\d{1,6})\/(\d{1,6}) \[[\d:]+<(?:(\d{1,2}):)?(?:(\d{1,3}):(\d{2})|\?)(?:, *(\d{1,6}(?:\.\d{1,4})?)(it\/s|s\/it))?/g;

/** How far the last progress bar of a log has come; the rate is finer than the bar's whole seconds. */
export function progressIn(logs: string): { progress?: number; secondsLeft?: number } {
	const bar = [...logs.slice(-TAIL).matchAll(BAR)].at(-1);
	if (bar === undefined) return {};
	const [, done, all, hours = '0', minutes, seconds, rate, unit] = bar;
	const [now, end, pace] = [Number(done), Number(all), Number(rate)];
	if (end === 0 || now > end) return {};
	const byRate = unit === 'it/s' ? (end - now) / pace : (end - now) * pace;
	const byClock = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
	const secondsLeft = Number.isFinite(byRate) ? byRate : byClock;
	return {
		progress: now / end,
		secondsLeft: Number.isFinite(secondsLeft) ? secondsLeft : undefined,
	};
}
