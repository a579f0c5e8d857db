import { problemOf } from './explain';
import { limits } from '../limits';
import { Problem } from '../problem';
import type { ApiError, Reply } from '../task';
import { nameOf, type Place } from './phrases';

/** The user stopped while this item waited for its turn. */
export function stoppedBefore(): Problem {
	return new Problem({
		kind: 'stopped',
		message: 'Stopped before this item was submitted',
		charged: 'no',
		safeToRetry: true,
		nextStep: 'Run the workflow again when wanted; nothing was bought for this item.',
	});
}

/** The waiting for a place ran out; told with the provider's own words when it answered at all. */
export function notAdmitted(
	place: Place,
	refusal: { readonly reply: Reply; readonly error?: ApiError } | undefined,
): Problem {
	if (refusal !== undefined) return problemOf(place, 'submit', refusal.reply, refusal.error);
	const minutes = Math.round(limits().admissionMs / 60_000);
	return new Problem({
		kind: 'notAdmitted',
		message: `Not submitted: ${nameOf(place)} let no further task in for ${minutes} minutes`,
		charged: 'no',
		safeToRetry: true,
		nextStep: 'Run fewer items at once, or raise the rate limit of the account.',
	});
}
