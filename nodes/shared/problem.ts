import type { TaskRef, TaskStatus } from './task';

export type ProblemKind =
	/** Before a submit. */
	| 'invalidInput'
	| 'invalidCredential'
	| 'capReached'
	| 'notAdmitted'
	/** Another order ended for a cause that this one shares. */
	| 'notTried'
	| 'stopped'
	/** The provider's answer to a call. */
	| 'badKey'
	| 'forbidden'
	| 'noCredit'
	| 'modelNotFound'
	| 'modelUnavailable'
	| 'taskNotFound'
	| 'rejected'
	| 'rateLimited'
	| 'serverError'
	| 'badAnswer'
	| 'wrongBaseUrl'
	| 'redirected'
	| 'blockedAddress'
	| 'unreachable'
	| 'untrusted'
	| 'unknownOutcome'
	/** How a task ended. */
	| 'taskFailed'
	| 'refused'
	| 'canceled'
	| 'timedOut'
	| 'noPictures'
	| 'flagged'
	| 'expired'
	/** Fetching its pictures. */
	| 'downloadFailed'
	| 'notAPicture'
	| 'tooLarge'
	/** A defect of ours, or of n8n. */
	| 'internal';

export type Charged = 'no' | 'yes' | 'unknown';

export interface ProblemFacts {
	readonly kind: ProblemKind;
	/** What happened, in words for the person who runs the workflow; never a key. */
	readonly message: string;
	/** Whether the provider bills for it. */
	readonly charged: Charged;
	/** True when running the same item again cannot pay for the same picture twice. */
	readonly safeToRetry: boolean;
	/** What to do now, in words. */
	readonly nextStep: string;
	readonly task?: TaskRef;
	readonly status?: TaskStatus;
	readonly httpStatus?: number;
}

/** The one error type of the package. `execute.ts` turns it into an n8n error or a failed row. */
export class Problem extends Error implements ProblemFacts {
	readonly kind: ProblemKind;
	readonly charged: Charged;
	readonly safeToRetry: boolean;
	readonly nextStep: string;
	readonly task?: TaskRef;
	readonly status?: TaskStatus;
	readonly httpStatus?: number;

	constructor(facts: ProblemFacts) {
		super(facts.message);
		this.name = 'Problem';
		this.kind = facts.kind;
		this.charged = facts.charged;
		this.safeToRetry = facts.safeToRetry;
		this.nextStep = facts.nextStep;
		this.task = facts.task;
		this.status = facts.status;
		this.httpStatus = facts.httpStatus;
	}

	/** The same problem, with the task it concerns. */
	of(task: TaskRef, status?: TaskStatus): Problem {
		return new Problem({ ...this.facts(), task: this.task ?? task, status: this.status ?? status });
	}

	facts(): ProblemFacts {
		const { kind, message, charged, safeToRetry, nextStep, task, status, httpStatus } = this;
		return { kind, message, charged, safeToRetry, nextStep, task, status, httpStatus };
	}
}

/** A wrong parameter: found before anything was sent. */
export function invalidInput(message: string, nextStep: string): Problem {
	return new Problem({
		kind: 'invalidInput',
		message,
		charged: 'no',
		safeToRetry: true,
		nextStep,
	});
}

/** JSON that does not say what the protocol says it should. */
export function badAnswer(message: string): Problem {
	return new Problem({
		kind: 'badAnswer',
		message,
		charged: 'unknown',
		safeToRetry: false,
		nextStep: "Look at the provider's list of tasks before running this item again.",
	});
}

/** Whatever was thrown before a submit: nothing was bought, whatever it was. */
export function beforeSubmit(error: unknown): Problem {
	const facts = error instanceof Problem ? error.facts() : undefined;
	return new Problem({
		kind: facts?.kind ?? 'invalidInput',
		message: facts?.message ?? asProblem(error).message,
		charged: 'no',
		safeToRetry: true,
		nextStep:
			facts === undefined || facts.kind === 'badAnswer'
				? 'Nothing was bought for this item. Correct what the message names, then run it again.'
				: facts.nextStep,
		httpStatus: facts?.httpStatus,
	});
}

/** Whatever was thrown, as a problem; what is none is a defect of ours or of n8n. */
export function asProblem(error: unknown): Problem {
	if (error instanceof Problem) return error;
	return new Problem({
		kind: 'internal',
		message: error instanceof Error ? error.message : String(error),
		charged: 'unknown',
		safeToRetry: false,
		nextStep: "Look at the provider's list of tasks, and report this as a defect of the node.",
	});
}
