import type { Clock } from '../../nodes/shared/clock';

/** A clock that stands still until it is told. */
export interface VirtualClock extends Clock {
	/** Moves on, waking sleepers in order. */
	advance(ms: number): Promise<void>;
	/** Sleepers that wait now: timers that would be left behind. */
	sleeping(): number;
}

const settle = async () => {
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

export function virtualClock(): VirtualClock {
	let now = 0;
	const sleepers = new Set<{ at: number; wake: () => void }>();
	return {
		now: () => now,
		sleep: async (ms, signal) =>
			await new Promise((resolve) => {
				if (signal?.aborted === true) return resolve();
				const sleeper = {
					at: now + ms,
					wake: () => {
						sleepers.delete(sleeper);
						signal?.removeEventListener('abort', sleeper.wake);
						resolve();
					},
				};
				sleepers.add(sleeper);
				signal?.addEventListener('abort', sleeper.wake, { once: true });
			}),
		async advance(ms) {
			const end = now + ms;
			for (;;) {
				await settle();
				const [first] = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
				if (first === undefined) break;
				now = Math.max(now, first.at);
				first.wake();
			}
			now = end;
			await settle();
		},
		sleeping: () => sleepers.size,
	};
}
