import { limits } from '../limits';
import type { Session } from './session';

/**
 * Fires `stopGraceMs` after the caller's signal: so long a submit in flight, and the search for a lost one,
 * may still bring the id that is to be cancelled. `end` leaves no timer behind.
 */
export function graceOf(
	session: Session,
	signal: AbortSignal,
): { signal: AbortSignal; end(): void } {
	const grace = new AbortController();
	const ended = new AbortController();
	const onStop = () => {
		void session.clock.sleep(limits().stopGraceMs, ended.signal).then(() => grace.abort());
	};
	if (signal.aborted) onStop();
	else signal.addEventListener('abort', onStop, { once: true });
	return {
		signal: grace.signal,
		end() {
			ended.abort();
			signal.removeEventListener('abort', onStop);
		},
	};
}
