import { setImmediate } from 'node:timers/promises';

/** n8n answers everybody from the same thread. */
const HELD_MS = 15;

/** Gives the thread away for a moment when it was held for long; to be awaited between two pieces of work. */
export function createBreather(): () => Promise<void> {
	let since = performance.now();
	return async () => {
		if (performance.now() - since < HELD_MS) return;
		await setImmediate();
		since = performance.now();
	};
}
