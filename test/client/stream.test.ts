import { forgetDurations } from '../../nodes/shared/pace/durations';
import { wait } from '../../nodes/shared/client/wait';
import { limits } from '../../nodes/shared/limits';
import { falAdapter } from '../../nodes/Fal/fal';
import { virtualClock } from './virtualClock';
import { bought, never, sessionOf } from './waitingSession';

/** A task of fal's queue that ends after `endsAt`, with a stream that behaves as told. */
function queued(
	endsAt: number,
	stream: 'tells' | 'breaks' | 'silent' | 'falls silent' | 'stuck' | 'too early' | 'another',
) {
	const clock = virtualClock();
	const asked: number[] = [];
	const status = () => ({ status: clock.now() >= endsAt ? 'COMPLETED' : 'IN_PROGRESS' });
	const session = sessionOf(clock, falAdapter('official'), {
		send: async ({ path }) => {
			const result = { images: [{ url: 'https://v3.fal.media/one.png' }], request_id: 'one' };
			if (!path.endsWith('/status') && clock.now() < endsAt) {
				const body = { detail: 'Request is still in progress' };
				return { type: 'answer', status: 400, headers: {}, body };
			}
			if (path.endsWith('/status')) asked.push(clock.now());
			const body = path.endsWith('/status') ? { request_id: 'one', ...status() } : result;
			return { type: 'answer', status: 200, headers: {}, body };
		},
		async *events(_, signal) {
			if (stream === 'silent') await clock.sleep(1e9, signal);
			const id = stream === 'another' ? 'two' : 'one';
			if (stream === 'too early' || stream === 'another')
				yield { request_id: id, status: 'COMPLETED' };
			yield { request_id: 'one', status: 'IN_PROGRESS' };
			while (stream === 'stuck') {
				await clock.sleep(500, signal);
				if (signal.aborted) return;
				yield { request_id: 'one', status: 'IN_PROGRESS' };
			}
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
	test('that says "in progress" for ever does not keep the questions away', async () => {
		const { addedMs, asked, left } = await queued(3700, 'stuck').run();
		expect(asked).toHaveLength(1);
		expect(addedMs).toBeLessThan(4000);
		expect(left).toBe(0);
	});
	test('that says "completed" too early is let go, and the questions decide', async () => {
		const { addedMs, left } = await queued(9000, 'too early').run();
		expect(addedMs).toBeGreaterThanOrEqual(0);
		expect(addedMs).toBeLessThan(1500);
		expect(left).toBe(0);
	});
	test('that speaks of another task says nothing', async () => {
		const { addedMs, asked, left } = await queued(3700, 'another').run();
		expect({ late: addedMs > 20, asked, left }).toEqual({ late: false, asked: [], left: 0 });
	});
	test('gives its place back, so that the next task of a full process finds one', async () => {
		for (let task = 0; task <= limits().streams; task++) {
			const { asked } = await queued(500, 'tells').run();
			expect(asked).toEqual([]);
		}
	});
	test('that falls silent is asked behind soon after the task should be done', async () => {
		const { addedMs, asked, left } = await queued(3700, 'falls silent').run();
		expect(asked).toHaveLength(1);
		expect(addedMs).toBeLessThan(4000);
		expect(left).toBe(0);
	});
});
