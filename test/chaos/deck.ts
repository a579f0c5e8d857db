import type { Fault, Step } from '../../sandbox/index';
import type { Lie } from './liar';

/** One thing that goes wrong; a chaos run is dealt one, and draws more by chance. */
export type Card =
	| { readonly on: 'sandbox'; readonly step: Step; readonly fault: Fault; readonly times?: number }
	/** A server of ours that says anything: the rows of the retry table that no true provider shows on demand. */
	| {
			readonly on: 'liar';
			readonly call: 'submit' | 'status';
			readonly row: string;
			readonly lie: Lie;
	  };

const broken: readonly Fault[] = [
	{ kind: 'reset', when: 'beforeRead' },
	{ kind: 'reset', when: 'beforeTask' },
	{ kind: 'reset', when: 'afterTask' },
	{ kind: 'reset', when: 'midAnswer' },
	{ kind: 'staleConnection' },
	{ kind: 'stallHeaders' },
	{ kind: 'stallHeaders', made: true },
	{ kind: 'stallBody' },
	{ kind: 'drip', bytes: 64, ms: 2 },
	{ kind: 'late', ms: 80 },
	{ kind: 'duplicate' },
	{ kind: 'refused', ms: 60 },
];

const code = (status: number, more: object = {}): Fault => ({ kind: 'status', status, ...more });

const refusals: readonly Fault[] = [
	...[400, 401, 403, 404, 408, 425, 429, 500, 502, 503, 504].map((status) => code(status)),
	code(429, { hint: 'seconds', seconds: 1 }),
	code(429, { hint: 'date', seconds: 1 }),
	code(429, { hint: 'body', seconds: 1 }),
	code(503, { hint: 'seconds', seconds: 1 }),
	code(502, { html: true }),
	code(502, { made: true }),
];

const garbled: readonly Fault[] = [
	{ kind: 'html' },
	{ kind: 'empty' },
	{ kind: 'truncated' },
	{ kind: 'wrongTypes' },
	{ kind: 'wrongLength', by: 50 },
	{ kind: 'unknownStatus' },
	{ kind: 'backwards' },
	{ kind: 'foreignUrls' },
	{ kind: 'redirect' },
];

const inside: readonly Fault[] = [
	'http://169.254.169.254/latest/meta-data/',
	'http://[::1]:9/',
	'http://localhost:9/',
].map((location) => ({ kind: 'redirect', location }));

const files: readonly Fault[] = [
	{ kind: 'wrongMime' },
	{ kind: 'notPicture' },
	{ kind: 'wrongLength', by: 50 },
	{ kind: 'endless' },
	{ kind: 'outputRemoved' },
	{ kind: 'redirect' },
	{ kind: 'truncated' },
	...inside,
];

const at = (step: Step, faults: readonly Fault[]): Card[] =>
	faults.map((fault) => ({ on: 'sandbox', step, fault }));

export const sandboxCards: readonly Card[] = [
	...at('submit', [...broken, ...refusals, ...garbled]),
	...at('status', [...broken, ...refusals, ...garbled, { kind: 'noOutput' }]),
	...at('result', [...broken, ...refusals, ...garbled, { kind: 'noOutput' }]),
	...at('download', [...broken, ...refusals, ...files]),
	...at('cancel', [...broken, ...refusals]),
	...at('list', [...broken, ...refusals, { kind: 'html' }, { kind: 'wrongTypes' }]),
	...at('stream', [{ kind: 'silentStream' }, { kind: 'brokenStream' }, { kind: 'duplicate' }]),
];

/** After these a task may have been made; the other answers deny it. */
export const ambiguous: readonly string[] = [
	'lost',
	'aborted',
	'web page',
	'unreadable',
	'408',
	'5xx',
	'stillRunning',
];

const json = (status: number, body: unknown): Lie => ({ status, text: JSON.stringify(body) });
const text = (status: number): Lie => ({ status, text: 'nothing to read here' });

/** What a server says, by the row of the retry table it stands for. */
const said: Readonly<Record<string, Lie>> = {
	redirect: { status: 302, text: '', headers: { location: 'http://127.0.0.1:9/elsewhere' } },
	lost: 'reset',
	aborted: 'stall',
	unsent: 'refuse',
	blocked: 'block',
	'web page': { status: 200, text: '<!doctype html><title>Login</title>' },
	unreadable: text(200),
	badKey: json(401, { error: { message: 'invalid token' } }),
	'401': text(401),
	noCredit: json(402, { detail: 'Insufficient credit' }),
	'402': text(402),
	'403': json(403, { detail: 'not for you' }),
	'404': json(404, { detail: 'no such thing' }),
	'400': json(400, { detail: 'not like this' }),
	invalidInput: json(422, { detail: 'prompt is missing' }),
	refused: json(400, { detail: 'Content flagged as sensitive: NSFW' }),
	modelUnavailable: json(503, { error: { message: 'no available channel for model x' } }),
	'408': text(408),
	'425': text(425),
	'429': text(429),
	'4xx': json(418, { detail: 'a teapot' }),
	'5xx': text(500),
	'2xx error': json(200, { success: false, error: 'something is odd' }),
	stillRunning: json(400, { detail: 'Request is still in progress' }),
};

const lies = (call: 'submit' | 'status', more: Readonly<Record<string, Lie>> = {}): Card[] =>
	Object.entries({ ...said, ...more }).map(([row, lie]) => ({ on: 'liar', call, row, lie }));

const failed = json(422, { detail: [{ loc: ['body', 'prompt'], msg: 'boom', type: 'x' }] });

export const lieCards: readonly Card[] = [
	...lies('submit'),
	...lies('status', { taskFailed: failed }),
];

const kindOf = (card: Card) => (card.on === 'sandbox' ? card.fault.kind : '');

/** What the coverage is measured by: each kind of fault, and each row a server can bring about. */
export const faultKinds = [...new Set(sandboxCards.map(kindOf))].sort();

/** One card of each kind. */
export const oneOfEach: readonly Card[] = faultKinds.flatMap((kind) =>
	sandboxCards.filter((card) => kindOf(card) === kind).slice(-1),
);

/** A job's own failure is told by its result only, never by a submit (`ProviderAdapter.parseError`). */
export const rows = {
	submit: Object.keys(said).sort(),
	read: [...Object.keys(said), 'taskFailed'].sort(),
} as const;
