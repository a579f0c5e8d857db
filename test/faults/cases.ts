import type { Fault } from '../../sandbox/index';

/** How an item ends: with its picture, or with a row that says what happened. */
export interface Ending {
	/** `picture`, or the kind of the failed row. */
	readonly row: string;
	/** Tasks made. */
	readonly tasks: number;
	readonly charged?: 'no' | 'yes' | 'unknown';
}

export interface Case {
	readonly name: string;
	readonly fault: Fault;
	/** How often in a row; once unless given. */
	readonly times?: number;
	/** Where the provider lists tasks, so that a lost one is found. */
	readonly listed: Ending;
	/** Where it does not. */
	readonly unlisted: Ending;
}

export const picture: Ending = { row: 'picture', tasks: 1 };
const bought: Ending = { row: 'unknownOutcome', tasks: 1, charged: 'unknown' };
const unknown: Ending = { row: 'unknownOutcome', tasks: 0, charged: 'unknown' };
const refused = (kind: string): Ending => ({ row: kind, tasks: 0, charged: 'no' });

const same = (name: string, fault: Fault, ending: Ending, times?: number): Case => ({
	name,
	fault,
	times,
	listed: ending,
	unlisted: ending,
});

/** The task was made and its answer lost: found where tasks are listed, else said plainly. */
const found = (name: string, fault: Fault): Case => ({
	name,
	fault,
	listed: picture,
	unlisted: bought,
});

const status = (code: number, more: object = {}): Fault => ({
	kind: 'status',
	status: code,
	made: false,
	...more,
});

const AFTER = [408, 500, 502, 503, 504];

export const submits: readonly Case[] = [
	same('a reset before the task is made', { kind: 'reset', when: 'beforeTask' }, unknown),
	found('a reset after the task is made', { kind: 'reset', when: 'afterTask' }),
	found('a reset in the middle of the answer', { kind: 'reset', when: 'midAnswer' }),
	same('headers that never come, nothing made', { kind: 'stallHeaders', made: false }, unknown),
	found('headers that never come, a task made', { kind: 'stallHeaders', made: true }),
	found('a body that never ends', { kind: 'stallBody' }),
	same('a body that drips', { kind: 'drip', bytes: 20, ms: 2 }, picture),
	...AFTER.map((code) => same(`${code}, nothing made`, status(code), unknown)),
	...AFTER.map((code) => found(`${code} after the task is made`, status(code, { made: true }))),
	same('503 with Retry-After', status(503, { hint: 'seconds' }), unknown),
	found('502 as a web page, a task made', status(502, { html: true, made: true })),
	same('425', status(425), refused('serverError')),
	same('429 with seconds', status(429, { hint: 'seconds', seconds: 1 }), picture),
	same('429 with a date', status(429, { hint: 'date', seconds: 1 }), picture),
	same('429 with words', status(429, { hint: 'body', seconds: 1 }), picture),
	same('429 without a hint', status(429), picture, 3),
	same('400', status(400), refused('rejected')),
	same('401', status(401), refused('badKey')),
	same('402', status(402), refused('noCredit')),
	same('403', status(403), refused('forbidden')),
	same('404', status(404), refused('modelNotFound')),
	found('a web page with 200, a task made', { kind: 'html' }),
	same('a web page with 200, nothing made', { kind: 'html', made: false }, unknown),
	found('an empty body', { kind: 'empty' }),
	found('half a JSON', { kind: 'truncated' }),
	found('JSON of other types', { kind: 'wrongTypes' }),
	found('fewer bytes than announced', { kind: 'wrongLength', by: 100 }),
	same('an unknown status', { kind: 'unknownStatus' }, picture),
	same('foreign addresses in the answer', { kind: 'foreignUrls' }, picture),
	same('an answer that comes twice', { kind: 'duplicate' }, picture),
	same('a late answer', { kind: 'late', ms: 100 }, picture),
	same('a redirect', { kind: 'redirect' }, refused('redirected')),
];

const asks: ReadonlyArray<readonly [string, Fault, number?]> = [
	['a reset before it is handled', { kind: 'reset', when: 'beforeTask' }],
	['a reset after it is handled', { kind: 'reset', when: 'afterTask' }],
	['a reset in the middle of the answer', { kind: 'reset', when: 'midAnswer' }],
	['a connection that is closed when it is used again', { kind: 'staleConnection' }],
	['headers that never come', { kind: 'stallHeaders' }],
	['a body that never ends', { kind: 'stallBody' }],
	['a body that drips', { kind: 'drip', bytes: 40, ms: 2 }],
	...[408, 425, 429, 500, 502, 503, 504].map((code) => [`${code}`, status(code), 2] as const),
	['429 with seconds', status(429, { hint: 'seconds' })],
	['429 with a date', status(429, { hint: 'date' })],
	['429 with words', status(429, { hint: 'body' })],
	['503 with Retry-After', status(503, { hint: 'seconds' })],
	['502 as a web page', status(502, { html: true })],
	['a web page with 200', { kind: 'html', made: false }],
	['an empty body', { kind: 'empty' }],
	['half a JSON', { kind: 'truncated' }],
	['JSON of other types', { kind: 'wrongTypes' }],
	['fewer bytes than announced', { kind: 'wrongLength', by: 100 }],
	['foreign addresses in the answer', { kind: 'foreignUrls' }, 9],
	['an answer that comes twice', { kind: 'duplicate' }],
	['a late answer', { kind: 'late', ms: 100 }],
];

/** Questions about a task that is known: none of these ends it. */
export const questions: readonly Case[] = [
	...asks.map(([name, fault, times]) => same(name, fault, picture, times)),
	same('an unknown status', { kind: 'unknownStatus' }, picture, 2),
	same('a status going backwards', { kind: 'backwards' }, picture, 2),
];

/** The result of fal's queue, which is asked for by itself. */
export const results: readonly Case[] = [
	...asks.map(([name, fault, times]) => same(name, fault, picture, times)),
	same('no output', { kind: 'noOutput' }, { row: 'noPictures', tasks: 1, charged: 'yes' }),
];

const failed = (kind: string): Ending => ({ row: kind, tasks: 1, charged: 'yes' });

export const downloads: readonly Case[] = [
	same('a reset before it is handled', { kind: 'reset', when: 'beforeTask' }, picture),
	same('a reset in the middle of the file', { kind: 'reset', when: 'midAnswer' }, picture),
	same('headers that never come', { kind: 'stallHeaders' }, picture),
	same('a file that stops in the middle', { kind: 'stallBody' }, picture),
	same('a file that drips', { kind: 'drip', bytes: 20, ms: 2 }, picture),
	...[404, 408, 425, 429, 500, 502, 503, 504].map((code) =>
		same(`${code}, twice`, status(code), picture, 2),
	),
	same('503 with Retry-After', status(503, { hint: 'seconds' }), picture),
	same('403, for good', status(403), failed('downloadFailed'), 99),
	same('500, for good', status(500), failed('downloadFailed'), 99),
	same('a web page that calls itself a picture, once', { kind: 'notPicture' }, picture),
	same('a web page that calls itself a picture', { kind: 'notPicture' }, failed('notAPicture'), 99),
	same('a web page', { kind: 'html' }, failed('notAPicture'), 99),
	same('an empty file', { kind: 'empty' }, failed('notAPicture'), 99),
	same('a wrong MIME type', { kind: 'wrongMime' }, picture),
	same('fewer bytes than announced, once', { kind: 'wrongLength', by: 100 }, picture),
	same(
		'fewer bytes than announced',
		{ kind: 'wrongLength', by: 100 },
		failed('downloadFailed'),
		99,
	),
	// No length and no end of connection tells that it is half: only a decoder could.
	same('half a file that says it is whole', { kind: 'truncated' }, picture),
	same('a file without an end', { kind: 'endless' }, failed('tooLarge'), 99),
	same('a redirect that leads to itself', { kind: 'redirect' }, failed('downloadFailed'), 99),
	...[
		'http://169.254.169.254/latest/meta-data/',
		'http://[::1]:9/a.png',
		'http://localhost:9/a.png',
		'http://[::ffff:10.0.0.1]/a.png',
		'file:///etc/passwd',
	].map((location) =>
		same(`a redirect to ${location}`, { kind: 'redirect', location }, failed('blockedAddress'), 99),
	),
	same('outputs that are deleted', { kind: 'outputRemoved' }, failed('expired'), 99),
	same('an answer that comes twice', { kind: 'duplicate' }, picture),
	same('a late answer', { kind: 'late', ms: 100 }, picture),
];
