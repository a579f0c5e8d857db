import { createHash } from 'node:crypto';

import {
	accept,
	enter,
	leave,
	nextEntry,
	openAdmission,
	refuse,
	type Admission,
	type Entry,
} from './admission';
import type { Clock } from '../clock';
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

/**
 * Replicate's 3000 a minute is the lowest documented limit for reading (providers.md 1.5). A batch asks at
 * once when its tasks end together: so many turns may be taken in advance.
 */
const ASKS_PER_SECOND = 40;
const ASKS_AT_ONCE = 100;

type Grant = (permit: Permit | undefined) => void;

/** Rings once after `ms`; asked again, it forgets what was asked before. */
function createAlarm(clock: Clock, ring: () => void): (ms: number | undefined) => void {
	let set: AbortController | undefined;
	return (ms) => {
		set?.abort();
		set = undefined;
		if (ms === undefined) return;
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
	const perTurn = 1000 / ASKS_PER_SECOND;
	// When the turns taken so far will have been earned.
	let earnedAt = -Infinity;
	return async (signal) => {
		const now = clock.now();
		earnedAt = Math.max(now, earnedAt) + perTurn;
		const wait = earnedAt - now - ASKS_AT_ONCE * perTurn;
		if (wait > 0) await clock.sleep(wait, signal);
	};
}

/** What an answer does to the limits. */
interface Answers {
	readonly accepted: (entry: Entry) => void;
	readonly refused: (entry: Entry, hintMs?: number) => void;
}

function createPermit(
	state: Admission,
	entry: Entry,
	answers: Answers,
	changed: () => void,
): Permit {
	let phase: 'submitting' | 'running' | 'over' = 'submitting';
	const change = (to: typeof phase, apply: () => void) => {
		apply();
		phase = to;
		changed();
	};
	return {
		accepted() {
			if (phase === 'submitting') change('running', () => answers.accepted(entry));
		},
		refused(hintMs) {
			if (phase === 'submitting') change('over', () => answers.refused(entry, hintMs));
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
		let pause = nextEntry(state, clock.now());
		for (; waiting.length > 0 && pause === 0; pause = nextEntry(state, clock.now())) {
			waiting.shift()?.(createPermit(state, enter(state, clock.now()), answers, next));
		}
		alarm(waiting.length > 0 ? pause : undefined);
	};
	const alarm = createAlarm(clock, next);
	const answers: Answers = {
		accepted: (entry) => accept(state, entry, bounds, random()),
		refused: (entry, hintMs) => refuse(state, entry, hintMs, clock.now(), bounds, random()),
	};
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
