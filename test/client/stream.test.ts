import { forgetDurations } from '../../nodes/shared/pace/durations';
import { wait } from '../../nodes/shared/client/wait';
import { falAdapter } from '../../nodes/Fal/fal';
import { virtualClock } from './virtualClock';
import { bought, never, sessionOf } from './waitingSession';

/** A task of fal's queue that ends after `endsAt`, with a stream that behaves as told. */
function queued(endsAt: number, stream: 'tells' | 'breaks' | 'silent' | 'falls silent') {
	const clock = virtualClock();
	const asked: number[] = [];
	const status = () => ({ status: clock.now() >= endsAt ? 'COMPLETED' : 'IN_PROGRESS' });
	const session = sessionOf(clock, falAdapter('official'), {
		send: async ({ path }) => {
			const result = { images: [{ url: 'https://v3.fal.media/one.png' }], request_id: 'one' };
			if (path.endsWith('/status')) asked.push(clock.now());
			const body = path.endsWith('/status') ? { request_id: 'one', ...status() } : result;
			return { type: 'answer', status: 200, headers: {}, body };
		},
		async *events(_, signal) {
			if (stream === 'silent') await clock.sleep(1e9, signal);
			yield { request_id: 'one', status: 'IN_PROGRESS' };
			if (stream === 'breaks') await clock.sleep(1000, signal);
			if (stream === 'breaks') throw new Error('reset');
			const more = stream === 'falls silent' ? 1e9 : endsAt - clock.now();
			await clock.sleep(more, signal);
			yield { request_id: 'one', ...status() };
		},
	});
	const options = { since: 0, timeoutMs: 600_000, typicalSeconds: 4, signal: never, learn: true };
	let doneAt: number | undefined;
	void wait(session, bought('fal-ai/flux/dev'), options).then(() => {
		doneAt = clock.now();
	});
	/** In small steps: a step's microtasks may be many. */
	const run = async () => {
		for (let step = 0; step < 6000 && doneAt === undefined; step++) await clock.advance(10);
		return { addedMs: (doneAt ?? Infinity) - endsAt, asked, left: clock.sleeping() };
	};
	return { run };
}

describe("fal's status stream", () => {
	beforeEach(forgetDurations);
	test('tells at once, and nothing is asked', async () => {
		const { addedMs, asked, left } = await queued(3700, 'tells').run();
		expect({ late: addedMs > 20, asked, left }).toEqual({ late: false, asked: [], left: 0 });
	});
	test('that breaks is replaced by asking from that moment on', async () => {
		const { addedMs, asked, left } = await queued(3700, 'breaks').run();
		expect(asked[0]).toBeLessThanOrEqual(1010);
		expect(addedMs).toBeLessThan(500);
		expect(left).toBe(0);
	});
	test('that is silent from the start is as none', async () => {
		const { addedMs, left } = await queued(3700, 'silent').run();
		expect(addedMs).toBeLessThan(500);
		expect(left).toBe(0);
	});
	test('that falls silent is asked behind soon after the task should be done', async () => {
		const { addedMs, asked, left } = await queued(3700, 'falls silent').run();
		expect(asked).toHaveLength(1);
		expect(addedMs).toBeLessThan(4000);
		expect(left).toBe(0);
	});
});
