import type { Charged, ProblemKind } from '../problem';
import type { ApiError, Call, Reply } from '../task';

/** How a call ended, other than well. */
export type Ending =
	| Exclude<Reply['type'], 'answer' | 'unreadable'>
	| 'web page'
	| 'unreadable'
	/** TLS came about, and nobody vouches for the server. */
	| 'untrusted'
	| NonNullable<ApiError['meaning']>
	| '400'
	| '401'
	| '402'
	| '403'
	| '404'
	| '408'
	| '425'
	| '429'
	| '4xx'
	| '5xx'
	/** A 2xx that carries an error of the provider's own (WaveSpeed's `code`). */
	| '2xx error';

export interface Verdict {
	/** May it be sent again by itself? `unknown`: it may have bought something, so it is looked for instead. */
	readonly again: 'yes' | 'no' | 'unknown';
	/** What this call alone did to the bill. */
	readonly charged: Charged;
	readonly kind: ProblemKind;
}

const verdict = (again: Verdict['again'], charged: Charged, kind: ProblemKind): Verdict => ({
	again,
	charged,
	kind,
});

/** Answers that mean the same for every call. */
const ANY = {
	blocked: verdict('no', 'no', 'blockedAddress'),
	redirect: verdict('no', 'no', 'redirected'),
	untrusted: verdict('no', 'no', 'untrusted'),
	badKey: verdict('no', 'no', 'badKey'),
	noCredit: verdict('no', 'no', 'noCredit'),
	'401': verdict('no', 'no', 'badKey'),
	'402': verdict('no', 'no', 'noCredit'),
	'403': verdict('no', 'no', 'forbidden'),
	'web page': verdict('no', 'no', 'wrongBaseUrl'),
	modelUnavailable: verdict('no', 'no', 'modelUnavailable'),
	invalidInput: verdict('no', 'no', 'rejected'),
	'400': verdict('no', 'no', 'rejected'),
	'4xx': verdict('no', 'no', 'rejected'),
} as const;

/**
 * A submit goes out again only on 429, or when no byte can have reached the server (design section 3, rule 1).
 * Every 408 and 5xx may come from a proxy that had already forwarded the request.
 */
const SUBMIT = {
	...ANY,
	unsent: verdict('yes', 'no', 'unreachable'),
	// Unless the address is wrong altogether, which submit.ts finds out.
	'web page': verdict('unknown', 'unknown', 'unknownOutcome'),
	lost: verdict('unknown', 'unknown', 'unknownOutcome'),
	aborted: verdict('unknown', 'unknown', 'unknownOutcome'),
	unreadable: verdict('unknown', 'unknown', 'unknownOutcome'),
	'404': verdict('no', 'no', 'modelNotFound'),
	'408': verdict('unknown', 'unknown', 'unknownOutcome'),
	'425': verdict('no', 'no', 'serverError'),
	'429': verdict('yes', 'no', 'rateLimited'),
	'5xx': verdict('unknown', 'unknown', 'unknownOutcome'),
	refused: verdict('no', 'no', 'refused'),
	taskFailed: verdict('no', 'unknown', 'taskFailed'),
	stillRunning: verdict('unknown', 'unknown', 'unknownOutcome'),
	'2xx error': verdict('no', 'no', 'rejected'),
} as const satisfies Record<Ending, Verdict>;

/** Asking is free: only a clear no ends it. What it asks about was bought before. */
const READ = {
	...ANY,
	unsent: verdict('yes', 'no', 'unreachable'),
	lost: verdict('yes', 'no', 'unreachable'),
	aborted: verdict('no', 'no', 'stopped'),
	unreadable: verdict('yes', 'no', 'badAnswer'),
	'404': verdict('no', 'no', 'taskNotFound'),
	'408': verdict('yes', 'no', 'serverError'),
	'425': verdict('yes', 'no', 'serverError'),
	'429': verdict('yes', 'no', 'rateLimited'),
	'5xx': verdict('yes', 'no', 'serverError'),
	refused: verdict('no', 'no', 'refused'),
	taskFailed: verdict('no', 'unknown', 'taskFailed'),
	stillRunning: verdict('yes', 'no', 'serverError'),
	'2xx error': verdict('no', 'no', 'rejected'),
} as const satisfies Record<Ending, Verdict>;

/** Cancelling twice is harmless, and an upload costs nothing. */
const OTHER = READ;

const TABLE: Record<Call, Record<Ending, Verdict>> = {
	submit: SUBMIT,
	status: READ,
	result: READ,
	list: READ,
	account: READ,
	cancel: OTHER,
	upload: OTHER,
	download: READ,
};

function endingOfStatus(status: number): Ending {
	const exact = String(status);
	if (exact in SUBMIT) return exact as Ending;
	if (status >= 500) return '5xx';
	return status >= 400 ? '4xx' : '2xx error';
}

/** Codes of Node's TLS for a certificate, or for the chain above it. */
const UNTRUSTED = /CERT|UNABLE_TO_(?:GET|VERIFY)/;

/** Names how a call ended. The provider's own words count before the HTTP status, except that a 429 stays one. */
export function endingOf(reply: Reply, error?: ApiError): Ending {
	if (reply.type === 'unreadable') {
		// A web UI answers unknown paths itself, with 200 or 404 (providers.md 4).
		const page = reply.what === 'html' && (reply.status < 400 || reply.status === 404);
		if (page) return 'web page';
		return reply.status >= 400 ? endingOfStatus(reply.status) : 'unreadable';
	}
	if (reply.type === 'unsent' && UNTRUSTED.test(reply.reason)) return 'untrusted';
	if (reply.type !== 'answer') return reply.type;
	const status = error?.status ?? reply.status;
	if (status === 429 && error?.meaning !== 'noCredit') return '429';
	return error?.meaning ?? endingOfStatus(status);
}

/** May this call be sent again, and what does its end mean for the bill? */
export function judge(call: Call, ending: Ending): Verdict {
	return TABLE[call][ending];
}

/**
 * How long the server asks to wait, in milliseconds; undefined when it does not say.
 * `Retry-After` in seconds or as a date counts before the body's words (providers.md 1.5).
 */
export function hintMs(reply: Reply, error: ApiError | undefined, now: number): number | undefined {
	if (reply.type !== 'answer' && reply.type !== 'unreadable') return undefined;
	const header = reply.headers['retry-after'];
	if (header !== undefined) {
		const seconds = Number(header);
		const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
		if (Number.isFinite(ms)) return Math.max(0, ms);
	}
	return error?.retryAfterMs;
}

export interface Pauses {
	readonly pauseMs: number;
	readonly pauseMaxMs: number;
	readonly hintMaxMs: number;
}

/**
 * The pause before try number `attempt` + 1 (the first try is 1), in milliseconds: the server's word,
 * else doubling with jitter. `random` is between 0 and 1.
 */
export function pauseBefore(
	attempt: number,
	hint: number | undefined,
	bounds: Pauses,
	random: number,
): number {
	const grown = Math.min(bounds.pauseMs * 2 ** Math.min(attempt - 1, 10), bounds.pauseMaxMs);
	const own = grown * (0.5 + random / 2);
	if (hint === undefined) return own;
	// A hint of nothing ("Retry-After: 0", a date that has passed) would be a loop without a pause.
	return hint < 1 ? own : Math.min(hint, bounds.hintMaxMs) * (1 + random * 0.05);
}
