import { createHash } from 'node:crypto';

import { accept, enter, leave, mayEnter, openAdmission, refuse, type Admission } from './admission';
import type { Clock } from './clock';
import type { Pauses } from './retry';

/** A place for one task, from before its submit until it is final. Each method counts once. */
export interface Permit {
	/** The provider took the task: it runs until `release`. */
	accepted(): void;
	/** The provider said 429, with or without a time to come back. Gives the place back. */
	refused(hintMs?: number): void;
	/** Gives the place back. */
	release(): void;
}

/** Two limits of one key at one host: slots (tasks at once) and pace (submits in time). */
export interface Limiter {
	/** Waits for a place; undefined when the signal fires or `waitMs` pass first. */
	admit(signal: AbortSignal, waitMs: number): Promise<Permit | undefined>;
	/** Waits for a turn to ask about a task, so that all tasks together stay below the provider's limit. */
	askTurn(signal: AbortSignal): Promise<void>;
}

/** Replicate's 3000 a minute is the lowest documented limit for reading (providers.md 1.5); a reserve is left. */
const ASKS_PER_SECOND = 40;

type Grant = (permit: Permit | undefined) => void;

/** Rings once, at the end of a pause, as long as it is wanted. */
function createAlarm(clock: Clock, ring: () => void): (ms: number | undefined) => void {
	let set: AbortController | undefined;
	return (ms) => {
		if (ms === undefined) set?.abort();
		if (ms === undefined) set = undefined;
		if (ms === undefined || set !== undefined) return;
		const mine = new AbortController();
		set = mine;
		void clock.sleep(ms, mine.signal).then(() => {
			if (set !== mine) return;
			set = undefined;
			ring();
		});
	};
}

function createTurns(clock: Clock): Limiter['askTurn'] {
	let nextAt = 0;
	return async (signal) => {
		const now = clock.now();
		nextAt = Math.max(now, nextAt + 1000 / ASKS_PER_SECOND);
		if (nextAt > now) await clock.sleep(nextAt - now, signal);
	};
}

function createPermit(
	state: Admission,
	refused: (hintMs?: number) => void,
	changed: () => void,
): Permit {
	enter(state);
	let phase: 'submitting' | 'running' | 'over' = 'submitting';
	const change = (to: typeof phase, apply: () => void) => {
		apply();
		phase = to;
		changed();
	};
	return {
		accepted() {
			if (phase === 'submitting') change('running', () => accept(state));
		},
		refused(hintMs) {
			if (phase === 'submitting') change('over', () => refused(hintMs));
		},
		release() {
			const was = phase;
			if (was !== 'over') change('over', () => leave(state, was));
		},
	};
}

export function createLimiter(clock: Clock, bounds: Pauses, random = Math.random): Limiter {
	const state = openAdmission();
	const waiting: Grant[] = [];
	const next = () => {
		while (waiting.length > 0 && mayEnter(state, clock.now())) {
			waiting.shift()?.(createPermit(state, refused, next));
		}
		const pause = state.pausedUntil - clock.now();
		alarm(waiting.length > 0 && pause > 0 ? pause : undefined);
	};
	const alarm = createAlarm(clock, next);
	const refused = (hintMs?: number) => refuse(state, hintMs, clock.now(), bounds, random());
	return {
		askTurn: createTurns(clock),
		async admit(signal, waitMs) {
			if (signal.aborted) return undefined;
			const granted = new AbortController();
			return await new Promise((resolve) => {
				const grant: Grant = (given) => {
					granted.abort();
					resolve(given);
				};
				waiting.push(grant);
				next();
				if (granted.signal.aborted) return;
				void clock.sleep(waitMs, AbortSignal.any([signal, granted.signal])).then(() => {
					const at = waiting.indexOf(grant);
					if (at >= 0) waiting.splice(at, 1);
					next();
					if (at >= 0) grant(undefined);
				});
			});
		},
	};
}

/** Enough for every credential of a large instance. */
const LIMITERS = 1000;

/** Owner: the process; key: host and a hash of the key; lifetime: the process, the oldest beyond 1000 go. */
const limiters = new Map<string, Limiter>();

export function limiterFor(host: string, apiKey: string, clock: Clock, bounds: Pauses): Limiter {
	const key = `${host} ${createHash('sha256').update(apiKey).digest('hex')}`;
	const known = limiters.get(key);
	if (known !== undefined) return known;
	const created = createLimiter(clock, bounds);
	limiters.set(key, created);
	const [oldest] = limiters.keys();
	if (limiters.size > LIMITERS) limiters.delete(oldest);
	return created;
}

/** For tests that begin with nothing learned. */
export function forgetLimiters(): void {
	limiters.clear();
}
