import type { ApiError } from '../../nodes/shared/task';

/** Shapes that any provider or gateway may answer with (providers.md 1.5, 2.5, 3.5, 4). */
export const shared: ReadonlyArray<readonly [string, number, unknown, ApiError]> = [
	[
		'RFC 7807 with title and detail',
		401,
		{ title: 'Unauthenticated', detail: 'You did not pass a token.', status: 401 },
		{ message: 'Unauthenticated: You did not pass a token.', meaning: 'badKey' },
	],
	[
		'RFC 7807 with invalid_fields',
		422,
		{
			title: 'Input validation failed',
			detail: '- input.num_outputs: Must be less than or equal to 4\n',
			status: 422,
			invalid_fields: [{ type: 'max', field: 'input.seed', description: 'is no integer' }],
		},
		{
			message: 'Input validation failed: - input.num_outputs: Must be less than or equal to 4',
			meaning: 'invalidInput',
			fields: [
				{ name: 'seed', message: 'is no integer' },
				{ name: 'num_outputs', message: 'Must be less than or equal to 4' },
			],
		},
	],
	[
		'no credit',
		402,
		{ detail: 'Payment required' },
		{ message: 'Payment required', meaning: 'noCredit' },
	],
	[
		'a rate limit that says when it ends',
		429,
		{ detail: 'Request was throttled. Your rate limit resets in ~30s.' },
		{
			message: 'Request was throttled. Your rate limit resets in ~30s.',
			retryAfterMs: 30_000,
		},
	],
	[
		'a rate limit with retry_after beside it',
		429,
		{ detail: 'Request was throttled.', retry_after: 9 },
		{ message: 'Request was throttled.', retryAfterMs: 9_000 },
	],
	[
		'a rate limit in minutes',
		429,
		{ message: 'Please try again in 2 minutes' },
		{ message: 'Please try again in 2 minutes', retryAfterMs: 120_000 },
	],
	[
		'a rate limit in milliseconds',
		429,
		{ error: 'retry after 250ms' },
		{ message: 'retry after 250ms', retryAfterMs: 250 },
	],
	[
		'fal’s detail as text',
		403,
		{ detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai.' },
		{
			message: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai.',
			meaning: 'noCredit',
		},
	],
	[
		'fal’s detail as list',
		422,
		{
			detail: [
				{ loc: ['body', 'prompt'], msg: 'Field required', type: 'missing' },
				{ loc: ['body', 'loras', 0, 'path'], msg: 'not a URL', type: 'value_error' },
			],
		},
		{
			message: 'prompt: Field required; loras.0.path: not a URL',
			meaning: 'invalidInput',
			fields: [
				{ name: 'prompt', message: 'Field required' },
				{ name: 'loras.0.path', message: 'not a URL' },
			],
		},
	],
	[
		'a refusal in fal’s list',
		422,
		{ detail: [{ loc: ['body', 'prompt'], msg: 'Flagged.', type: 'content_policy_violation' }] },
		{
			message: 'prompt: Flagged.',
			meaning: 'refused',
			fields: [{ name: 'prompt', message: 'Flagged.' }],
		},
	],
	[
		'new-api’s error object',
		401,
		{ error: { message: 'Invalid token', type: 'new_api_error', code: 'invalid_request' } },
		{ message: 'Invalid token', meaning: 'badKey' },
	],
	[
		'new-api without a channel',
		503,
		{ error: { message: 'no available channel for model X under group default', code: '' } },
		{
			message: 'no available channel for model X under group default',
			meaning: 'modelUnavailable',
		},
	],
	[
		'the same in Chinese',
		503,
		{ error: { message: '当前分组 default 下对于模型 X 无可用渠道', code: 'model_not_found' } },
		{ message: '当前分组 default 下对于模型 X 无可用渠道', meaning: 'modelUnavailable' },
	],
	[
		'quota in Chinese',
		403,
		{ error: { message: '用户额度不足', code: 'insufficient_user_quota' } },
		{ message: '用户额度不足', meaning: 'noCredit' },
	],
	[
		'quota in English',
		403,
		{ message: 'quota not enough' },
		{ message: 'quota not enough', meaning: 'noCredit' },
	],
	[
		'a parameter named beside the error',
		400,
		{ error: { message: 'too long', param: 'prompt' } },
		{
			message: 'too long',
			meaning: 'invalidInput',
			fields: [{ name: 'prompt', message: 'too long' }],
		},
	],
	[
		'code, message, data',
		404,
		{ code: 404, message: 'task not found', data: null },
		{ message: 'task not found' },
	],
	['a bare text', 500, 'upstream failed', { message: 'upstream failed' }],
	['nothing at all', 502, {}, { message: 'HTTP 502, without a reason' }],
	['null', 500, null, { message: 'HTTP 500, without a reason' }],
	['a status word alone', 400, { status: 'ALREADY_COMPLETED' }, { message: 'ALREADY_COMPLETED' }],
	[
		'HTML inside JSON',
		500,
		{ message: '<html><body>Bad <b>gateway</b></body></html>' },
		{ message: 'Bad gateway' },
	],
	[
		'a signed link loses its query',
		400,
		{ message: 'cannot fetch https://civitai.com/api/download/1?token=abcdef now' },
		{ message: 'cannot fetch https://civitai.com/api/download/1?… now' },
	],
	[
		'a 5xx that mentions moderation is no refusal',
		503,
		{ message: 'moderation service is down' },
		{ message: 'moderation service is down' },
	],
	[
		'a field that is named after the safety checker is no refusal',
		422,
		{ detail: [{ loc: ['body', 'enable_safety_checker'], msg: 'not a boolean', type: 'bool' }] },
		{
			message: 'enable_safety_checker: not a boolean',
			meaning: 'invalidInput',
			fields: [{ name: 'enable_safety_checker', message: 'not a boolean' }],
		},
	],
	[
		'an error inside a 200',
		200,
		{ error: { message: 'Invalid request', code: 'x' } },
		{ message: 'Invalid request' },
	],
	['a failure inside a 200', 200, { success: false, message: '无权' }, { message: '无权' }],
];
