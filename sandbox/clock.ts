import { setTimeout as delay } from 'node:timers/promises';

/** What the sandbox takes its time from. */
export interface Clock {
	now(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface ManualClock extends Clock {
	/** Moves the time on and wakes who slept until then. */
	advance(ms: number): void;
	/** How many sleep. */
	waiting(): number;
}

export const realClock: Clock = {
	now: () => Date.now(),
	sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }).catch(() => undefined),
};

/** A clock that stands still until a test moves it. */
export function manualClock(start = Date.now()): ManualClock {
	let time = start;
	const sleepers = new Set<{ until: number; wake: () => void }>();
	return {
		now: () => time,
		sleep: (ms, signal) =>
			new Promise((resolve) => {
				const wake = () => {
					sleepers.delete(sleeper);
					signal?.removeEventListener('abort', wake);
					resolve();
				};
				const sleeper = { until: time + ms, wake };
				sleepers.add(sleeper);
				signal?.addEventListener('abort', wake);
			}),
		waiting: () => sleepers.size,
		advance: (ms) => {
			time += ms;
			for (const sleeper of [...sleepers].filter(({ until }) => until <= time)) {
				sleeper.wake();
			}
		},
	};
}
