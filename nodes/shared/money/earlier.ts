import type { Bought } from './memory';
import { Problem } from '../problem';

/** It may have been bought, and nobody knows as what. */
export function stillUnknown(): Problem {
	return new Problem({
		kind: 'unknownOutcome',
		message: 'Not submitted again: an earlier try of this item may have been accepted and paid',
		charged: 'unknown',
		safeToRetry: false,
		nextStep:
			"Look at the provider's list of tasks. The Retry button in the list of executions buys it again.",
	});
}

/** A problem with an item's input that is found when an earlier try has bought already. */
export function boughtBefore(problem: Problem, bought: Bought | undefined): Problem {
	if (bought === undefined) return problem;
	const { task } = bought;
	return new Problem({
		...problem.facts(),
		charged: task === undefined ? 'unknown' : 'yes',
		safeToRetry: false,
		nextStep:
			task === undefined
				? stillUnknown().nextStep
				: `An earlier try bought task ${task.id}: fetch it with Get a Task, which buys nothing.`,
		task,
	});
}
