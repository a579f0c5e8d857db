import type { Reply } from '../types';
import type { Issue } from '../validate';

const problem = (status: number, title: string, detail: string): Reply => ({
	status,
	headers: { 'Content-Type': 'application/problem+json' },
	json: { title, detail, status },
});

export const unauthenticated = problem(
	401,
	'Unauthenticated',
	'You did not pass a valid authentication token',
);
export const notFound = problem(404, 'Not found', 'The requested resource could not be found.');
export const noCredit = problem(
	402,
	'Insufficient credit',
	'You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit. Once you purchase credit, please wait a few minutes before trying again.',
);
export const badVersion = problem(
	422,
	'Invalid version or not permitted',
	"The specified version does not exist (or perhaps you don't have permission to use it?)",
);

/** No Retry-After: the words are the hint (providers.md 1.5). */
export const throttled = (seconds: number): Reply => ({
	status: 429,
	json: {
		detail: `Request was throttled. Your rate limit resets in ~${seconds}s.`,
		status: 429,
		title: 'Too Many Requests',
	},
	refusal: true,
});

/** Issues of the input, or of the envelope when `root` is empty (providers.md 1.5). */
export function invalid(issues: readonly Issue[], root = 'input'): Reply {
	const fields = issues.map((issue) => {
		const field = [...(root === '' ? [] : [root]), ...issue.path].join('.');
		return { type: issue.keyword, field, description: words(issue) };
	});
	const detail = fields.map(({ field, description }) => `- ${field}: ${description}\n`).join('');
	return {
		status: 422,
		headers: { 'Content-Type': 'application/problem+json' },
		json: { title: 'Input validation failed', detail, status: 422, invalid_fields: fields },
	};
}

function words({ keyword, params, path }: Issue): string {
	const key = path[path.length - 1] ?? '';
	switch (keyword) {
		case 'required':
			return `${key} is required`;
		case 'additionalProperties':
			return `Additional property ${key} is not allowed`;
		case 'minimum':
			return `Must be greater than or equal to ${String(params['limit'])}`;
		case 'maximum':
			return `Must be less than or equal to ${String(params['limit'])}`;
		case 'enum':
			return `${key} must be one of the following: ${quoted(params['allowedValues'])}`;
		case 'format':
			return `Does not match format '${String(params['format'])}'`;
		case 'maxItems':
			return `Array must have at most ${String(params['limit'])} items`;
		default:
			return `Invalid type. Expected: ${String(params['type'])}`;
	}
}

function quoted(values: unknown): string {
	return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : '';
}
