import { setMaxListeners } from 'node:events';
import { createLimiter, type Permit } from '../../nodes/shared/pace/limiter';
import { virtualClock } from './virtualClock';

const bounds = { pauseMs: 500, pauseMaxMs: 15_000, hintMaxMs: 120_000 };

/** Nobody stops; hundreds wait for it, as for the signal of a batch. */
export const never = new AbortController().signal;
setMaxListeners(0, never);

/** A limiter on a clock that is told, and the permits it has given. */
export function limiting() {
	const clock = virtualClock();
	const limiter = createLimiter(clock, bounds, () => 0);
	const got: Permit[] = [];
	const want = (count: number, signal = never, waitMs = 3_600_000) => {
		for (let n = 0; n < count; n++) {
			void limiter.admit(signal, waitMs).then((permit) => permit && got.push(permit));
		}
	};
	return { clock, limiter, got, want };
}
