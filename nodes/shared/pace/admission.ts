import { pauseBefore, type Pauses } from './retry';

/** Accepted in a row before a limit is tried anew. */
const CALM = 5;

/** What is known of the two limits of one key at one host. Times in milliseconds of the caller's clock. */
export interface Admission {
	/** Tasks at once; grows with accepted submits, shrinks on a refusal of one more. */
	slots: number;
	/** After a refusal with a hint, submits go one behind the other until it is calm. */
	oneByOne: boolean;
	pausedUntil: number;
	/** Places given and not given back. */
	granted: number;
	/** Of these: submits without an answer yet, and tasks that were accepted. */
	submitting: number;
	running: number;
	/** Refusals in a row, and acceptances since the last change of a limit. */
	refusals: number;
	calm: number;
	/** The last refusal: submits sent before it say nothing new by being refused as well. */
	refusedAt: number;
	/** From then on one submit may go beyond the slots, and how often in a row that was refused. */
	probeAt: number;
	probes: number;
}

/** One submit, from its place to its answer. */
export interface Entry {
	readonly enteredAt: number;
	/** It went beyond the slots, to see whether there are more. */
	readonly probe: boolean;
}

export function openAdmission(): Admission {
	return {
		slots: Infinity,
		oneByOne: false,
		pausedUntil: 0,
		granted: 0,
		submitting: 0,
		running: 0,
		refusals: 0,
		calm: 0,
		refusedAt: -Infinity,
		probeAt: 0,
		probes: 0,
	};
}

/** Milliseconds until the next submit may go, if nothing ends before; undefined when only an end helps. */
export function nextEntry(state: Admission, now: number): number | undefined {
	if (state.oneByOne && state.submitting > 0) return undefined;
	const paused = Math.max(0, state.pausedUntil - now);
	if (state.granted < state.slots) return paused;
	return state.submitting > 0 ? undefined : Math.max(paused, state.probeAt - now, 0);
}

export function enter(state: Admission, now: number): Entry {
	const probe = state.granted >= state.slots;
	state.granted++;
	state.submitting++;
	return { enteredAt: now, probe };
}

export function accept(state: Admission, entry: Entry, bounds: Pauses, random: number): void {
	if (entry.probe) {
		state.probes = 0;
		state.probeAt = entry.enteredAt + pauseBefore(1, undefined, bounds, random);
	}
	state.submitting--;
	state.running++;
	state.refusals = 0;
	state.calm++;
	state.slots = Math.max(state.slots, state.running);
	if (state.oneByOne && state.calm >= CALM) state.oneByOne = false;
	if (state.calm >= Math.max(CALM, 2 * state.slots)) {
		state.slots++;
		state.calm = 0;
	}
}

/**
 * A 429 with a hint is about pace: everything pauses, the slots stay. One without is about tasks at once, or
 * about a pace that is not told: the slots shrink to what runs, and after a pause, longer each time, one
 * submit tries for more. When nothing of ours runs, another process fills the account, so we come back
 * later. `random` is between 0 and 1.
 */
export function refuse(
	state: Admission,
	entry: Entry,
	hintMs: number | undefined,
	now: number,
	bounds: Pauses,
	random: number,
): void {
	state.granted--;
	state.submitting--;
	state.calm = 0;
	if (entry.enteredAt > state.refusedAt) {
		state.refusals++;
		state.probes++;
	}
	state.refusedAt = now;
	if (hintMs !== undefined) state.oneByOne = true;
	else state.slots = Math.max(1, Math.min(state.slots, state.running));
	state.probeAt = now + pauseBefore(state.probes, undefined, bounds, random);
	if (hintMs !== undefined || state.running === 0) {
		const pause = pauseBefore(state.refusals, hintMs, bounds, random);
		state.pausedUntil = Math.max(state.pausedUntil, now + pause);
	}
}

export function leave(state: Admission, was: 'submitting' | 'running'): void {
	state.granted--;
	state[was]--;
}
