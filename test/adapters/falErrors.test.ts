import { falAdapter } from '../../nodes/Fal/fal';
import type { ProviderAdapter } from '../../nodes/shared/adapter';
import type { ApiError } from '../../nodes/shared/task';
import { answer } from './fixture';

const fal = falAdapter('official');
const falGateway = falAdapter('gateway');
const failedJob = { detail: 'Could not load LoRA', error_type: 'internal_error' };
const invalid = { detail: [{ loc: ['body', 'loras'], msg: 'bad', type: 'x' }] };

type Row = readonly [
	string,
	ProviderAdapter,
	Parameters<ProviderAdapter['parseError']>[1],
	number,
	unknown,
	Record<string, string>,
	ApiError['meaning'],
];

const falRows: readonly Row[] = [
	['a 422 of the result is the job’s', fal, 'result', 422, invalid, {}, 'taskFailed'],
	['a 422 of a submit is the input’s', fal, 'submit', 422, invalid, {}, 'invalidInput'],
	['a 500 of the result is the job’s', fal, 'result', 500, { detail: 'oops' }, {}, 'taskFailed'],
	['a 500 of a status is the server’s', fal, 'status', 500, { detail: 'oops' }, {}, undefined],
	['a 500 of a submit is the server’s', fal, 'submit', 500, { detail: 'oops' }, {}, undefined],
	[
		'a gateway has the result where the status is',
		falGateway,
		'status',
		500,
		{ detail: 'oops' },
		{},
		'taskFailed',
	],
	['a 503 without a class passes', fal, 'result', 503, { detail: 'busy' }, {}, undefined],
	['a 503 with a class is the job’s', fal, 'result', 503, failedJob, {}, 'taskFailed'],
	[
		'a class in the header counts',
		fal,
		'result',
		504,
		{ detail: 'Request timed out' },
		{ 'x-fal-error-type': 'request_timeout' },
		'taskFailed',
	],
	[
		'what may be tried again passes',
		fal,
		'result',
		503,
		failedJob,
		{ 'x-fal-retryable': 'true' },
		undefined,
	],
	['a 5xx without detail passes', fal, 'result', 500, { message: 'x' }, {}, undefined],
	['a 404 is no failed job', fal, 'result', 404, { detail: 'Not found' }, {}, undefined],
	['a 429 is no failed job', fal, 'result', 429, { detail: 'slow down' }, {}, undefined],
	['a wrong key is no failed job', fal, 'result', 401, { detail: 'no' }, {}, 'badKey'],
	[
		'a refusal stays one',
		fal,
		'result',
		422,
		{ detail: [{ msg: 'x', type: 'content_policy_violation' }] },
		{},
		'refused',
	],
	[
		'not done yet',
		fal,
		'result',
		400,
		{ detail: 'Request is still in progress' },
		{},
		'stillRunning',
	],
	[
		'not done yet, wrapped by a gateway',
		falGateway,
		'status',
		400,
		{ error: { message: 'Request is still in progress' } },
		{},
		'stillRunning',
	],
];

test.each(falRows)('fal: %s', (_, adapter, call, status, body, headers, meaning) => {
	expect(adapter.parseError(answer(status, body, headers), call)?.meaning).toBe(meaning);
});
