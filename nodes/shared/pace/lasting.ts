import { Problem, type ProblemKind } from '../problem';

/** What the next order would have to differ in, to end otherwise. */
type Scope = keyof Shared;

/** What an order has in common with others, each as one text. */
export interface Shared {
	/** Base URL and key. */
	readonly credential: string;
	/** The same, and what is run. */
	readonly model: string;
	/** The same, and the LoRAs whatever their strength. */
	readonly loras: string;
}

/**
 * Which end lasts for whom; beside the retry table (retry.ts), which says the same of one call.
 * First: ends of a submit that no other order in their scope can escape.
 */
const AT_ONCE: Partial<Record<ProblemKind, Scope>> = {
	badKey: 'credential',
	noCredit: 'credential',
	forbidden: 'credential',
	wrongBaseUrl: 'credential',
	untrusted: 'credential',
	redirected: 'credential',
	blockedAddress: 'credential',
	// Told only after waiting as long as is allowed, or when the wait lies beyond it.
	rateLimited: 'credential',
	notAdmitted: 'credential',
	modelNotFound: 'model',
	modelUnavailable: 'model',
};

/** Ends that one order can have by itself, and that last when they come again in the same words. */
const IN_SERIES: Partial<Record<ProblemKind, Scope>> = {
	unreachable: 'credential',
	taskFailed: 'loras',
	rejected: 'loras',
};
const SERIES = 3;

/** Words that are equal but for the numbers, ids and addresses of one task. */
const sameWords = ({ kind, message }: Problem): string =>
	`${kind} ${message
		.slice(0, 1000)
		.toLowerCase()
		.replace(/https?:\/\/\S+/g, '#')
		.replace(/[\w-]*\d[\w-]*/g, '#')}`;

/** The causes known in one run of the node. Owner: the run. */
export interface Lasting {
	/** Why an order that shares this would end as others did; undefined while nothing says so. */
	barred(shared: Shared): Problem | undefined;
	/** Tells how an order ended; undefined is success. */
	ended(shared: Shared, problem: Problem | undefined): void;
}

/** What a run has learned from the ends of its orders. */
export function openLasting(): Lasting {
	const causes = new Map<string, Problem>();
	/** By what is shared: how often each end was seen since the last success. */
	const series = new Map<string, Map<string, number>>();
	const key = (scope: Scope, shared: Shared) => `${scope} ${shared[scope]}`;
	const scopes = ['credential', 'model', 'loras'] as const;
	return {
		barred(shared) {
			const cause = scopes.map((scope) => causes.get(key(scope, shared))).find(Boolean);
			return cause && notTried(cause);
		},
		ended(shared, problem) {
			if (problem === undefined)
				return scopes.forEach((scope) => series.delete(key(scope, shared)));
			const at = problem.task === undefined ? AT_ONCE[problem.kind] : undefined;
			if (at !== undefined) causes.set(key(at, shared), problem);
			const scope = IN_SERIES[problem.kind];
			if (scope === undefined) return;
			const counts = series.get(key(scope, shared)) ?? new Map<string, number>();
			const words = sameWords(problem);
			counts.set(words, (counts.get(words) ?? 0) + 1);
			series.set(key(scope, shared), counts);
			if (counts.get(words) === SERIES) causes.set(key(scope, shared), problem);
		},
	};
}

function notTried(cause: Problem): Problem {
	return new Problem({
		kind: 'notTried',
		message: `Not submitted, nothing charged: another item ended for a cause that lasts: ${cause.message}`,
		charged: 'no',
		safeToRetry: true,
		nextStep: cause.nextStep,
		httpStatus: cause.httpStatus,
	});
}
