import { objectOf } from '../shared/wire/answer';
import { apiErrorOf, wordsOf } from '../shared/wire/apiError';
import type { ProviderAdapter } from '../shared/adapter';
import type { Answer, ApiError, ApiType } from '../shared/task';
import { isTask } from './tasks';

type Call = Parameters<ProviderAdapter['parseError']>[1];

/** "Request is still in progress" (providers.md 2.3, 4). */
const STILL_RUNNING =
	/still (?:in progress|running|processing|in queue)|not (?:yet )?(?:completed?|finished|ready)/i;

/** Statuses with which fal's queue and proxies answer for themselves, unless the body classes the error as a job's. */
const PASSING = [408, 425, 429, 502, 503, 504];
const NOT_THE_JOB = [401, 402, 403, 404, 405];

/**
 * A failed job's result GET answers with the model's own status and body (providers.md 2.3, 2.5): a `detail`,
 * and not marked as worth another try. 502 to 504 come from proxies too; there the body must say `error_type`.
 */
function jobFailed({
	status,
	headers,
	body,
}: Pick<Answer, 'status' | 'headers' | 'body'>): boolean {
	const { detail = Array.isArray(body) ? body : undefined, error_type: type } = objectOf(body);
	if (status < 400 || NOT_THE_JOB.includes(status)) return false;
	if (headers['x-fal-retryable']?.toLowerCase() === 'true') return false;
	const classed = typeof type === 'string' || headers['x-fal-error-type'] !== undefined;
	return wordsOf(detail) !== undefined && (classed || !PASSING.includes(status));
}

export function parseError(
	answer: Pick<Answer, 'status' | 'headers' | 'body'>,
	api: ApiType,
	call: Call,
): ApiError | undefined {
	const error = apiErrorOf(answer, isTask(answer.body));
	if (error === undefined) return undefined;
	const { status } = answer;
	if (status >= 400 && status < 500 && STILL_RUNNING.test(error.message)) {
		return { ...error, meaning: 'stillRunning' };
	}
	const keeps = error.meaning !== undefined && error.meaning !== 'invalidInput';
	const aboutResult = call === 'result' || (call === 'status' && api === 'gateway');
	if (keeps || !aboutResult || !jobFailed(answer)) return error;
	return { ...error, meaning: 'taskFailed' };
}
