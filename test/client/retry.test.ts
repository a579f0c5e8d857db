import { endingOf, hintMs, judge, pauseBefore, type Ending } from '../../nodes/shared/pace/retry';
import type { ApiError, Call, Reply } from '../../nodes/shared/task';

const answer = (status: number, headers: Record<string, string> = {}): Reply => ({
	type: 'answer',
	status,
	headers,
	body: {},
});
const page = (status: number): Reply => ({
	type: 'unreadable',
	status,
	headers: {},
	what: 'html',
	text: '<!doctype html>',
});

describe('how a call ended', () => {
	const said = (meaning: ApiError['meaning'], status?: number): ApiError => ({
		message: 'words',
		meaning,
		status,
	});
	const rows: ReadonlyArray<readonly [string, Reply, ApiError | undefined, Ending]> = [
		['a status of its own row', answer(403), undefined, '403'],
		['a status without one', answer(418), undefined, '4xx'],
		['any server error', answer(507), undefined, '5xx'],
		[
			'the words count before the status',
			answer(503),
			said('modelUnavailable'),
			'modelUnavailable',
		],
		['a 429 stays one whatever the words', answer(429), said('modelUnavailable'), '429'],
		['but no credit is no matter of pace', answer(429), said('noCredit'), 'noCredit'],
		['a status inside a 200', answer(200), said(undefined, 401), '401'],
		['a 429 inside a 200', answer(200), said(undefined, 429), '429'],
		['an error in a good answer', answer(200), said(undefined), '2xx error'],
		['a web page where JSON should be', page(200), undefined, 'web page'],
		['a web page for an unknown path', page(404), undefined, 'web page'],
		['a web page of a proxy in trouble', page(502), undefined, '5xx'],
		['half a JSON', { ...page(200), what: 'text' } as Reply, undefined, 'unreadable'],
		...['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_HAS_EXPIRED'].map(
			(reason) =>
				[`a certificate: ${reason}`, { type: 'unsent', reason }, undefined, 'untrusted'] as const,
		),
		['no connection', { type: 'unsent', reason: 'ECONNREFUSED' }, undefined, 'unsent'],
	];
	test.each(rows)('%s', (_, reply, error, ending) => {
		expect(endingOf(reply, error)).toBe(ending);
	});
});

describe('the retry table', () => {
	const submits: ReadonlyArray<[Ending, 'yes' | 'no' | 'unknown', 'no' | 'yes' | 'unknown']> = [
		['unsent', 'yes', 'no'],
		['blocked', 'no', 'no'],
		['untrusted', 'no', 'no'],
		['lost', 'unknown', 'unknown'],
		['aborted', 'unknown', 'unknown'],
		['unreadable', 'unknown', 'unknown'],
		['web page', 'unknown', 'unknown'],
		['redirect', 'no', 'no'],
		['400', 'no', 'no'],
		['401', 'no', 'no'],
		['402', 'no', 'no'],
		['403', 'no', 'no'],
		['404', 'no', 'no'],
		['408', 'unknown', 'unknown'],
		['425', 'no', 'no'],
		['429', 'yes', 'no'],
		['4xx', 'no', 'no'],
		['5xx', 'unknown', 'unknown'],
		['2xx error', 'no', 'no'],
		['badKey', 'no', 'no'],
		['noCredit', 'no', 'no'],
		['modelUnavailable', 'no', 'no'],
		['invalidInput', 'no', 'no'],
		['refused', 'no', 'no'],
		['taskFailed', 'no', 'unknown'],
		['stillRunning', 'unknown', 'unknown'],
	];
	test.each(submits)(
		'a submit that ended in %s: again %s, charged %s',
		(ending, again, charged) => {
			expect(judge('submit', ending)).toMatchObject({ again, charged });
		},
	);
	test('only a 429 and what never left go out again by themselves', () => {
		const again = submits.filter(([ending]) => judge('submit', ending).again === 'yes');
		expect(again.map(([ending]) => ending)).toEqual(['unsent', '429']);
	});

	const free: readonly Call[] = [
		'status',
		'result',
		'list',
		'account',
		'cancel',
		'upload',
		'download',
	];
	const reads: ReadonlyArray<[Ending, 'yes' | 'no']> = [
		['unsent', 'yes'],
		['lost', 'yes'],
		['unreadable', 'yes'],
		['408', 'yes'],
		['425', 'yes'],
		['429', 'yes'],
		['5xx', 'yes'],
		['stillRunning', 'yes'],
		['blocked', 'no'],
		['redirect', 'no'],
		['web page', 'no'],
		['aborted', 'no'],
		['400', 'no'],
		['401', 'no'],
		['403', 'no'],
		['404', 'no'],
		['taskFailed', 'no'],
	];
	test.each(free.flatMap((call) => reads.map(([ending, again]) => [call, ending, again] as const)))(
		'%s that ended in %s: again %s',
		(call, ending, again) => {
			expect(judge(call, ending).again).toBe(again);
		},
	);
});

describe('when to come back', () => {
	const now = Date.parse('2026-11-21T10:00:00Z');
	const words: ApiError = { message: '', retryAfterMs: 30_000 };
	const rows: ReadonlyArray<[string, Reply, ApiError | undefined, number | undefined]> = [
		['seconds in the header', answer(429, { 'retry-after': '7' }), undefined, 7_000],
		[
			'a date in the header',
			answer(429, { 'retry-after': 'Sat, 21 Nov 2026 10:00:12 GMT' }),
			undefined,
			12_000,
		],
		[
			'a date that has passed',
			answer(429, { 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' }),
			undefined,
			0,
		],
		['the body, as Replicate writes it', answer(429), words, 30_000],
		['the header before the body', answer(429, { 'retry-after': '2' }), words, 2_000],
		['rubbish in the header', answer(429, { 'retry-after': 'soon' }), words, 30_000],
		['nothing', answer(503), undefined, undefined],
		['no answer at all', { type: 'lost', reason: 'ECONNRESET' }, words, undefined],
	];
	test.each(rows)('%s', (_, reply, error, ms) => {
		expect(hintMs(reply, error, now)).toBe(ms);
	});
});

describe('the pause between tries', () => {
	const bounds = { pauseMs: 500, pauseMaxMs: 15_000, hintMaxMs: 120_000 };
	test.each([
		['the first without jitter', 1, undefined, 1, 500],
		['the first with all jitter', 1, undefined, 0, 250],
		['doubles', 4, undefined, 1, 4_000],
		['never beyond the bound', 60, undefined, 1, 15_000],
		["the server's word", 3, 30_000, 0, 30_000],
		['the server may not ask for ever', 1, 9e9, 0, 120_000],
	])('%s', (_, attempt, hint, random, ms) => {
		expect(pauseBefore(attempt, hint, bounds, random)).toBe(ms);
	});
});
