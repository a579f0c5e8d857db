import { createHash } from 'node:crypto';

import type { Clock } from './clock';
import { pauseBefore, type Pauses } from './retry';

/** A place for one task, from before its submit until it is final. Each method counts once. */
export interface Permit {
	/** The provider took the task: it runs until `release`. */
	accepted(): void;
	/** The provider said 429: with a hint it is about pace, without one about tasks at once. Gives the place back. */
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
/** Accepted in a row before a limit is tried anew. */
const CALM = 5;

interface Waiter {
	readonly grant: (permit: Permit | undefined) => void;
}

export function createLimiter(clock: Clock, bounds: Pauses, random = Math.random): Limiter {
	const waiting: Waiter[] = [];
	let slots = Infinity;
	let granted = 0;
	let running = 0;
	let submitting = 0;
	/** After a refusal with a hint, submits go one behind the other until it is calm. */
	let oneByOne = false;
	let pausedUntil = 0;
	let refusals = 0;
	let calm = 0;
	let nextAskAt = 0;
	let alarm: AbortController | undefined;

	/** Keeps a timer only while somebody waits for the end of a pause. */
	const setAlarm = () => {
		const ms = pausedUntil - clock.now();
		if (waiting.length === 0 || ms <= 0) {
			alarm?.abort();
			alarm = undefined;
		} else if (alarm === undefined) {
			const mine = new AbortController();
			alarm = mine;
			void clock.sleep(ms, mine.signal).then(() => {
				if (alarm !== mine) return;
				alarm = undefined;
				next();
			});
		}
	};
	const next = () => {
		while (waiting.length > 0 && granted < slots && clock.now() >= pausedUntil) {
			if (oneByOne && submitting > 0) break;
			waiting.shift()?.grant(permit());
		}
		setAlarm();
	};
	const pause = (ms: number) => {
		pausedUntil = Math.max(pausedUntil, clock.now() + ms);
	};
	const onRefusal = (hintMs?: number) => {
		refusals++;
		calm = 0;
		if (hintMs !== undefined) {
			oneByOne = true;
			pause(pauseBefore(refusals, hintMs, bounds, random()));
		} else {
			slots = Math.max(1, Math.min(slots, running));
			// Nothing of ours runs, so another process fills the account: come back later.
			if (running === 0) pause(pauseBefore(refusals, undefined, bounds, random()));
		}
	};
	const onAccepted = () => {
		running++;
		refusals = 0;
		calm++;
		slots = Math.max(slots, running);
		if (oneByOne && calm >= CALM) oneByOne = false;
		if (calm >= Math.max(CALM, 2 * slots)) {
			slots++;
			calm = 0;
		}
	};
	function permit(): Permit {
		granted++;
		submitting++;
		let state: 'submitting' | 'running' | 'over' = 'submitting';
		const leave = (to: typeof state) => {
			if (state === 'submitting') submitting--;
			if (state === 'running') running--;
			if (to === 'over' && state !== 'over') granted--;
			state = to;
		};
		return {
			accepted() {
				if (state !== 'submitting') return;
				leave('running');
				onAccepted();
				next();
			},
			refused(hintMs) {
				if (state !== 'submitting') return;
				leave('over');
				onRefusal(hintMs);
				next();
			},
			release() {
				leave('over');
				next();
			},
		};
	}
	return {
		async admit(signal, waitMs) {
			if (signal.aborted) return undefined;
			const stopWaiting = new AbortController();
			const asked = new Promise<Permit | undefined>((grant) => {
				const waiter = { grant };
				waiting.push(waiter);
				next();
				if (!waiting.includes(waiter)) return;
				const bound = AbortSignal.any([signal, stopWaiting.signal]);
				void clock.sleep(waitMs, bound).then(() => {
					const at = waiting.indexOf(waiter);
					if (at < 0) return;
					waiting.splice(at, 1);
					setAlarm();
					grant(undefined);
				});
			});
			const result = await asked;
			stopWaiting.abort();
			return result;
		},
		async askTurn(signal) {
			const now = clock.now();
			nextAskAt = Math.max(now, nextAskAt + 1000 / ASKS_PER_SECOND);
			if (nextAskAt > now) await clock.sleep(nextAskAt - now, signal);
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
