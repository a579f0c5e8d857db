import type { ApiError } from '../../nodes/shared/task';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';
import { answer } from './fixture';

const waveSpeed = waveSpeedAdapter('official');

const waveSpeedRows: ReadonlyArray<readonly [string, number, unknown, ApiError]> = [
	[
		'an error code inside a 200 counts as the status',
		200,
		{ code: 401, message: 'Invalid API key' },
		{ message: 'Invalid API key', meaning: 'badKey', status: 401 },
	],
	[
		'a rate limit inside a 200',
		200,
		{ code: 429, message: 'Too many requests', data: {} },
		{ message: 'Too many requests', status: 429 },
	],
	[
		'an error without words',
		200,
		{ code: 500 },
		{ message: 'HTTP 500, without a reason', status: 500 },
	],
	[
		'moderation by code',
		400,
		{ code: 400, message: 'no', error_code: 1200 },
		{ message: 'no', meaning: 'refused' },
	],
	[
		'an invalid input by code',
		200,
		{ code: 1401, message: 'size is wrong' },
		{ message: 'size is wrong', meaning: 'invalidInput' },
	],
	[
		'no credit by words',
		400,
		{ code: 400, message: 'Insufficient credits. Please top up.' },
		{ message: 'Insufficient credits. Please top up.', meaning: 'noCredit' },
	],
];

test.each(waveSpeedRows)('WaveSpeed: %s', (_, status, body, expected) => {
	expect(waveSpeed.parseError(answer(status, body))).toEqual(expected);
});
