import { limits } from '../limits';
import type { Session } from './session';
import type { Task } from '../task';

/** A task's pushed status. */
export interface Watch {
	/**
	 * It tells. False before the first event, since what has told nothing yet is not relied on, and once the
	 * stream has ended or broken: then the task is asked about.
	 */
	readonly alive: boolean;
	/** The next pushed status; undefined after `ms` of silence, when the stream is over, or on a stop. */
	next(ms: number): Promise<Task | undefined>;
	stop(): void;
}

/** Streams of this process that are open now. */
let open = 0;

/** Undefined for an event that is no task, or speaks of another one. */
function readEvent(adapter: Session['adapter'], body: unknown, task: Task): Task | undefined {
	try {
		return adapter.parseTask({ body, headers: {} }, task);
	} catch {
		return undefined;
	}
}

/** Opens the provider's event stream for a task, if it has one and the process has a place for it. */
export function watch(session: Session, task: Task, signal: AbortSignal): Watch | undefined {
	const { adapter, transport, clock } = session;
	if (adapter.stream === undefined || open >= limits().streams) return undefined;
	const request = adapter.stream(task);
	const end = new AbortController();
	let state: 'opening' | 'telling' | 'over' = 'opening';
	let latest: Task | undefined;
	let ring = new AbortController();
	const read = async () => {
		open++;
		try {
			for await (const body of transport.events(request, AbortSignal.any([signal, end.signal]))) {
				const told = readEvent(adapter, body, task);
				if (told === undefined) continue;
				latest = told;
				state = 'telling';
				ring.abort();
			}
		} catch {
			// A push is a hint: what is missed is asked for.
		} finally {
			open--;
			state = 'over';
			ring.abort();
		}
	};
	void read();
	return {
		get alive() {
			return state === 'telling';
		},
		async next(ms) {
			if (latest === undefined && state !== 'over') {
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
