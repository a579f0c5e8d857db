import type { Reply } from '../types';
import type { Issue } from '../validate';

const problem = (status: number, message: string): Reply => ({
	status,
	json: { code: status, message },
});

export const unauthorized = problem(401, 'Unauthorized: invalid API key');
export const noModel = (id: string): Reply => problem(404, `model not found: ${id}`);
export const noTask = problem(404, 'prediction not found');
export const notThere = problem(404, 'page not found');
export const noCredit = problem(402, 'Insufficient credits. Please top up your account.');
export const throttled = (concurrent: boolean): Reply => ({
	...problem(
		429,
		concurrent ? 'Too many concurrent tasks, please try again later' : 'Rate limit exceeded',
	),
	refusal: true,
});
/** An error inside HTTP 200 (providers.md 3.1, 3.5). */
export const moderated: Reply = {
	status: 200,
	json: {
		code: 1200,
		message: 'Content flagged as potentially sensitive, please modify the prompt',
	},
};

export function invalid(issues: readonly Issue[]): Reply {
	return problem(400, issues.map((issue) => words(issue)).join('; '));
}

function words({ path, keyword, params }: Issue): string {
	const name = path.join('.');
	const limit = String(params['limit']);
	switch (keyword) {
		case 'required':
			return `property "${name}" is missing`;
		case 'additionalProperties':
			return `property "${name}" is unsupported`;
		case 'minimum':
			return `property "${name}": number must be at least ${limit}`;
		case 'maximum':
			return `property "${name}": number must be at most ${limit}`;
		case 'enum':
			return `property "${name}": value is not one of the allowed values ${JSON.stringify(params['allowedValues'])}`;
		case 'maxItems':
			return `property "${name}": maximum number of items is ${limit}`;
		case 'format':
			return `property "${name}": must be "width*height" with 256 to 1536 pixels a side`;
		default:
			return `property "${name}": value must be ${String(params['type'])}`;
	}
}
