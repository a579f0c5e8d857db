import type { Clock } from '../clock';
import { limits } from '../limits';

/** Clear noes about a paid task, in a row and over time: one alone may be a proxy's, or a server's that lags. */
export interface Doubt {
	/** The task was read: what was said before counts no more. */
	good(): void;
	/** A clear no was said. True once so many came in a row, over such a time, that it is believed. */
	believes(): boolean;
	/** One was said, and is not believed yet. */
	readonly open: boolean;
}

const TIMES = 3;

function doubtOf(clock: Clock): Doubt {
	let noes = 0;
	let since = 0;
	return {
		good() {
			noes = 0;
		},
		believes() {
			if (noes++ === 0) since = clock.now();
			return noes >= TIMES && clock.now() - since >= limits().doubtMs;
		},
		get open() {
			return noes > 0;
		},
	};
}

/** A row for each of fal's two paths: a status that is read says nothing about a result that is not. */
export interface Doubts {
	readonly status: Doubt;
	readonly result: Doubt;
}

export const doubtsOf = (clock: Clock): Doubts => ({
	status: doubtOf(clock),
	result: doubtOf(clock),
});
