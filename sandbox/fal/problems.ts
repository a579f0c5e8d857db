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

interface Pydantic {
	readonly type: string;
	readonly msg: string;
	readonly ctx?: object;
}

const kinds: Readonly<Record<string, (limit: unknown, expected: string) => Pydantic>> = {
	required: () => ({ type: 'missing', msg: 'Field required' }),
	minimum: (ge) => ({
		type: 'greater_than_equal',
		msg: `Input should be greater than or equal to ${String(ge)}`,
		ctx: { ge },
	}),
	exclusiveMinimum: (gt) => ({
		type: 'greater_than',
		msg: `Input should be greater than ${String(gt)}`,
		ctx: { gt },
	}),
	maximum: (le) => ({
		type: 'less_than_equal',
		msg: `Input should be less than or equal to ${String(le)}`,
		ctx: { le },
	}),
	enum: (_limit, expected) => ({
		type: 'literal_error',
		msg: `Input should be ${expected}`,
		ctx: { expected },
	}),
	maxItems: (max) => ({
		type: 'too_long',
		msg: `List should have at most ${String(max)} items after validation`,
		ctx: { field_type: 'List', max_length: max },
	}),
	anyOf: () => ({ type: 'value_error', msg: 'Input should be a valid size' }),
};

function wrongType(type: string): Pydantic {
	const name = type.replace('number', 'float').replace('integer', 'int');
	return { type: `${name}_type`, msg: `Input should be a valid ${type}` };
}

function entry({ path, keyword, params, given }: Issue): object {
	const values = Array.isArray(params['allowedValues']) ? params['allowedValues'] : [];
	const expected = values
		.map((value) => `'${String(value)}'`)
		.join(', ')
		.replace(/, ([^,]*)$/, ' or $1');
	const kind = kinds[keyword]?.(params['limit'], expected) ?? wrongType(String(params['type']));
	const loc = ['body', ...path.map((part) => (/^\d+$/.test(part) ? Number(part) : part))];
	const { type, msg, ctx } = kind;
	return { type, loc, msg, input: given, ...(ctx && { ctx }) };
}

/** One issue of a model's own (providers.md 2.5). */
export const modelIssue = (field: string, msg: string, type: string, input: unknown): unknown => ({
	detail: [
		{ loc: ['body', field], msg, type, url: `https://docs.fal.ai/errors#${type}`, ctx: {}, input },
	],
});
