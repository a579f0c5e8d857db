import { falAdapter } from '../../nodes/Fal/fal';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import type { ProviderAdapter } from '../../nodes/shared/adapter';
import { getTask } from '../../nodes/shared/client/client';
import { wait } from '../../nodes/shared/client/wait';
import { asProblem } from '../../nodes/shared/problem';
import type { Reply } from '../../nodes/shared/task';
import { virtualClock } from './virtualClock';
import { bought, never, sessionOf } from './waitingSession';

const answer = (status: number, body: unknown): Reply => ({
	type: 'answer',
	status,
	headers: {},
	body,
});
const page: Reply = { type: 'unreadable', status: 403, headers: {}, what: 'html', text: '<html>' };

/** Clear noes, each of which a proxy or a server that lags may say once. */
const noes: ReadonlyArray<readonly [string, Reply, string]> = [
	['a 401', answer(401, { detail: 'Unauthenticated' }), 'badKey'],
	['a 402', answer(402, { detail: 'no credit' }), 'noCredit'],
	['a 403', answer(403, { detail: 'forbidden' }), 'forbidden'],
	['a 404', answer(404, { detail: 'not found' }), 'taskNotFound'],
	['a 400', answer(400, { detail: 'no' }), 'rejected'],
	['a page with 403', page, 'forbidden'],
	['a page with 200', { ...page, status: 200 }, 'wrongBaseUrl'],
	['a refusal inside a 200', answer(200, { success: false, message: 'no' }), 'rejected'],
	[
		'a redirect',
		{ type: 'redirect', status: 302, location: 'https://login.example' },
		'redirected',
	],
];

const running = answer(200, { id: 'one', status: 'processing' });
const done = answer(200, { id: 'one', status: 'succeeded', output: ['https://files.example/a'] });
const TIMEOUT = 120_000;

type Script = (path: string, count: number, now: number) => Reply;

/** Waits for a task, or gets it, on a clock of its own; what came of it, and when. */
async function play(adapter: ProviderAdapter, how: 'wait' | 'get', script: Script) {
	const clock = virtualClock();
	let count = 0;
	const session = sessionOf(clock, adapter, {
		send: async ({ path }) => script(path, count++, clock.now()),
		async *events() {},
	});
	const task = bought('fal-ai/flux/dev');
	const options = { since: 0, timeoutMs: TIMEOUT, typicalSeconds: 2, signal: never, learn: false };
	let end: { status: string; kind?: string; at: number } | undefined;
	void (how === 'wait' ? wait(session, task, options) : getTask(session, task, never)).then(
		({ status }) => (end = { status, at: clock.now() }),
		(error: unknown) => (end = { status: '', kind: asProblem(error).kind, at: clock.now() }),
	);
	for (let step = 0; step < 15_000 && end === undefined; step++) await clock.advance(10);
	return { end, count };
}

const replicate = replicateAdapter('official');

describe.each(['wait', 'get'] as const)('%s: what says no about a paid task', (how) => {
	test.each(noes)('%s, once and twice, ends nothing', async (_name, no) => {
		for (const times of [1, 2]) {
			const { end } = await play(replicate, how, (_, count) => (count < times ? no : done));
			expect(end).toMatchObject({ status: 'succeeded' });
		}
	});
	test.each(noes)('%s, again and again, is believed after some seconds', async (_n, no, kind) => {
		const { end, count } = await play(replicate, how, () => no);
		expect(end?.kind).toBe(kind);
		expect(end?.at).toBeGreaterThanOrEqual(5000);
		expect(end?.at).toBeLessThan(30_000);
		expect(count).toBeLessThan(12);
	});
});

test.each(noes)('%s now and then, all night, ends nothing', async (_name, no) => {
	const { end } = await play(replicate, 'wait', (_, count, now) =>
		now > 100_000 ? done : count % 3 === 2 ? running : no,
	);
	expect(end).toMatchObject({ status: 'succeeded' });
});

test('answers about another task are none, for as long as the task is waited for', async () => {
	const foreign = answer(200, { id: 'two', status: 'succeeded', output: ['https://a.example/b'] });
	const { end } = await play(replicate, 'wait', () => foreign);
	expect(end).toEqual({ status: '', kind: 'timedOut', at: TIMEOUT });
});

describe("fal's result after COMPLETED", () => {
	const fal = falAdapter('official');
	const completed = answer(200, { request_id: 'one', status: 'COMPLETED' });
	const result = answer(200, { images: [{ url: 'https://files.example/a.png' }] });
	const script =
		(no: Reply, times: number): Script =>
		(path) =>
			path.endsWith('/status') ? completed : times-- > 0 ? no : result;

	test.each([
		...noes,
		['still in progress', answer(400, { detail: 'Request is still in progress' }), ''],
		['a result of another request', answer(200, { request_id: 'two', images: [] }), ''],
		['a 500 like a job’s own', answer(500, { detail: 'oops' }), ''],
	] as typeof noes)('%s, twice, ends nothing', async (_name, no) => {
		for (const how of ['wait', 'get'] as const) {
			expect((await play(fal, how, script(no, 2))).end).toMatchObject({ status: 'succeeded' });
		}
	});
	// What a result says with 400 is the job's own.
	const own = noes.map(
		([name, no, kind]) =>
			[name, no, kind === 'rejected' && name === 'a 400' ? 'taskFailed' : kind] as const,
	);
	test.each(own)('%s, for good, is believed', async (_name, no, kind) => {
		for (const how of ['wait', 'get'] as const) {
			expect((await play(fal, how, script(no, 1e9))).end?.kind).toBe(kind);
		}
	});
	test('the model’s own 422 is believed at once, as an object and as a bare list', async () => {
		const issue = { loc: ['body', 'prompt'], msg: 'bad', type: 'x' };
		for (const body of [{ detail: [issue] }, [issue]]) {
			const { end } = await play(fal, 'wait', script(answer(422, body), 1e9));
			expect(end?.kind).toBe('taskFailed');
		}
	});
});
