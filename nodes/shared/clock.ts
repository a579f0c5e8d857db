/** Time, as the client sees it. */
export interface Clock {
	/** Milliseconds, only for differences. */
	now(): number;
	/** Resolves after `ms`, or early and without an error when the signal fires; leaves no timer behind. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** setTimeout fires at once beyond this. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
	now: () => performance.now(),
	sleep: async (ms, signal) =>
		await new Promise((resolve) => {
			if (signal?.aborted === true) return resolve();
			const done = () => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', done);
				resolve();
			};
			const timer = setTimeout(done, Math.min(Math.max(0, ms), LONGEST_MS));
			signal?.addEventListener('abort', done, { once: true });
		}),
};
