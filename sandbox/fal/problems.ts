import type { Reply } from '../types';
import type { Issue } from '../validate';

export const unauthorized: Reply = {
	status: 401,
	json: { detail: 'Cannot access application: authentication is required' },
};
export const badKey: Reply = { status: 401, json: { detail: 'Invalid API key' } };
/** providers.md 2.5 */
export const locked: Reply = {
	status: 403,
	json: {
		detail:
			'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
	},
};
export const noRequest: Reply = { status: 404, json: { detail: 'Request not found' } };
export const inProgress: Reply = {
	status: 400,
	json: { detail: 'Request is still in progress' },
};
export const throttled = (seconds: number): Reply => ({
	status: 429,
	headers: { 'Retry-After': String(seconds) },
	json: { detail: 'Too many requests. Please slow down.' },
	refusal: true,
});
export const noApp = (model: string): Reply => ({
	status: 404,
	json: { detail: `Application "${model}" not found` },
});

/** Pydantic's issues (providers.md 2.5 a). */
export function detail(issues: readonly Issue[]): unknown {
	return { detail: issues.map(entry) };
}

function entry({ path, keyword, params, given }: Issue): object {
	const loc = ['body', ...path.map((part) => (/^\d+$/.test(part) ? Number(part) : part))];
	const limit = params['limit'];
	const values = Array.isArray(params['allowedValues'])
		? (params['allowedValues'] as string[])
		: [];
	const expected = values
		.map((value) => `'${value}'`)
		.join(', ')
		.replace(/, ([^,]*)$/, ' or $1');
	const known: Readonly<Record<string, object>> = {
		required: { type: 'missing', loc, msg: 'Field required', input: given },
		minimum: {
			type: 'greater_than_equal',
			loc,
			msg: `Input should be greater than or equal to ${String(limit)}`,
			input: given,
			ctx: { ge: limit },
		},
		exclusiveMinimum: {
			type: 'greater_than',
			loc,
			msg: `Input should be greater than ${String(limit)}`,
			input: given,
			ctx: { gt: limit },
		},
		maximum: {
			type: 'less_than_equal',
			loc,
			msg: `Input should be less than or equal to ${String(limit)}`,
			input: given,
			ctx: { le: limit },
		},
		enum: {
			type: 'literal_error',
			loc,
			msg: `Input should be ${expected}`,
			input: given,
			ctx: { expected },
		},
		maxItems: {
			type: 'too_long',
			loc,
			msg: `List should have at most ${String(limit)} items after validation`,
			input: given,
			ctx: { field_type: 'List', max_length: limit },
		},
		anyOf: { type: 'value_error', loc, msg: 'Input should be a valid size', input: given },
	};
	const type = String(params['type']).replace('number', 'float').replace('integer', 'int');
	const wrong = {
		type: `${type}_type`,
		loc,
		msg: `Input should be a valid ${String(params['type'])}`,
		input: given,
	};
	return known[keyword] ?? wrong;
}

/** One issue of a model's own (providers.md 2.5). */
export const modelIssue = (field: string, msg: string, type: string, input: unknown): unknown => ({
	detail: [
		{ loc: ['body', field], msg, type, url: `https://docs.fal.ai/errors#${type}`, ctx: {}, input },
	],
});
