import { limits } from './limits';
import type { Session } from './session';
import type { Task } from './task';

/** A task's pushed status. */
export interface Watch {
	/** False once the stream has ended or broken: from then on the task is asked about. */
	readonly alive: boolean;
	/** False until the first event: a stream that has told nothing yet is not relied on. */
	readonly heard: boolean;
	/** The next pushed status; undefined after `ms` of silence, when the stream is over, or on a stop. */
	next(ms: number): Promise<Task | undefined>;
	stop(): void;
}

/** Streams of this process that are open now. */
let open = 0;

/** Opens the provider's event stream for a task, if it has one and the process has a place for it. */
export function watch(session: Session, task: Task, signal: AbortSignal): Watch | undefined {
	const { adapter, transport, clock } = session;
	if (adapter.stream === undefined || open >= limits().streams) return undefined;
	const request = adapter.stream(task);
	const end = new AbortController();
	let alive = true;
	let heard = false;
	let latest: Task | undefined;
	let ring = new AbortController();
	const read = async () => {
		open++;
		try {
			for await (const body of transport.events(request, AbortSignal.any([signal, end.signal]))) {
				latest = adapter.parseTask({ body, headers: {} }, task);
				heard = true;
				ring.abort();
			}
		} catch {
			// A push is a hint: what is missed is asked for.
		} finally {
			open--;
			alive = false;
			ring.abort();
		}
	};
	void read();
	return {
		get alive() {
			return alive;
		},
		get heard() {
			return heard;
		},
		async next(ms) {
			if (latest === undefined && alive) {
				ring = new AbortController();
				await clock.sleep(ms, AbortSignal.any([signal, ring.signal]));
			} else if (latest === undefined) {
				await clock.sleep(ms, signal);
			}
			const pushed = latest;
			latest = undefined;
			return pushed;
		},
		stop: () => end.abort(),
	};
}
