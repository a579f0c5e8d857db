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
	};
}

export function mayEnter(state: Admission, now: number): boolean {
	if (state.granted >= state.slots || now < state.pausedUntil) return false;
	return !state.oneByOne || state.submitting === 0;
}

export function enter(state: Admission): void {
	state.granted++;
	state.submitting++;
}

export function accept(state: Admission): void {
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
 * A 429 with a hint is about pace: everything pauses, the slots stay. One without is about tasks at once:
 * the slots shrink to what runs; when nothing of ours runs, another process fills the account, so we come
 * back later. `random` is between 0 and 1.
 */
export function refuse(
	state: Admission,
	hintMs: number | undefined,
	now: number,
	bounds: Pauses,
	random: number,
): void {
	state.granted--;
	state.submitting--;
	state.refusals++;
	state.calm = 0;
	if (hintMs !== undefined) state.oneByOne = true;
	else state.slots = Math.max(1, Math.min(state.slots, state.running));
	if (hintMs !== undefined || state.running === 0) {
		const pause = pauseBefore(state.refusals, hintMs, bounds, random);
		state.pausedUntil = Math.max(state.pausedUntil, now + pause);
	}
}

export function leave(state: Admission, was: 'submitting' | 'running'): void {
	state.granted--;
	state[was]--;
}
