import { setMaxListeners } from 'node:events';

import { createLimiter, type Permit } from '../../nodes/shared/client/limiter';
import { virtualClock } from './virtualClock';

const bounds = { pauseMs: 500, pauseMaxMs: 15_000, hintMaxMs: 120_000 };
const never = new AbortController().signal;
setMaxListeners(0, never);

function setUp() {
	const clock = virtualClock();
	const limiter = createLimiter(clock, bounds, () => 0);
	const got: Permit[] = [];
	const want = (count: number, signal = never, waitMs = 3_600_000) => {
		for (let n = 0; n < count; n++) {
			void limiter.admit(signal, waitMs).then((permit) => permit && got.push(permit));
		}
	};
	return { clock, limiter, got, want };
}

test('nothing is known: everything goes at once', async () => {
	const { clock, got, want } = setUp();
	want(20);
	await clock.advance(0);
	expect(got).toHaveLength(20);
});

test('a refusal without a hint shrinks the slots to what runs, and an end lets the next in', async () => {
	const { clock, got, want } = setUp();
	want(5);
	await clock.advance(0);
	got.slice(0, 3).forEach((permit) => permit.accepted());
	got.slice(3, 5).forEach((permit) => permit.refused());
	want(2);
	await clock.advance(0);
	expect(got).toHaveLength(5);
	got[0].release();
	await clock.advance(0);
	expect(got).toHaveLength(6);
});

test('slots grow by one after two full rounds, not at once', async () => {
	const { clock, got, want } = setUp();
	want(4);
	await clock.advance(0);
	got.slice(0, 3).forEach((permit) => permit.accepted());
	got[3].refused();
	want(30);
	const running = got.slice(0, 3);
	const oneEnds = async () => {
		running.shift()?.release();
		await clock.advance(0);
		for (const permit of got.slice(4 + ended)) {
			permit.accepted();
			running.push(permit);
			ended++;
		}
		await clock.advance(0);
	};
	let ended = 0;
	for (let round = 0; round < 5; round++) await oneEnds();
	expect(running).toHaveLength(3);
	await oneEnds();
	expect(running.length + got.length - 4 - ended).toBe(4);
});

test('a refusal with a hint pauses everything and leaves the slots', async () => {
	const { clock, got, want } = setUp();
	want(3);
	await clock.advance(0);
	got[0].accepted();
	got[1].refused(2_000);
	got[2].refused(2_000);
	want(2);
	await clock.advance(1_999);
	expect(got).toHaveLength(3);
	await clock.advance(1);
	expect(got).toHaveLength(4);
	got[3].accepted();
	await clock.advance(0);
	expect(got).toHaveLength(5);
});

test('refused though nothing of ours runs: it comes back later, each time later', async () => {
	const { clock, got, want } = setUp();
	want(1);
	await clock.advance(0);
	got[0].refused();
	want(1);
	await clock.advance(249);
	expect(got).toHaveLength(1);
	await clock.advance(1);
	expect(got).toHaveLength(2);
	got[1].refused();
	want(1);
	await clock.advance(499);
	expect(got).toHaveLength(2);
	await clock.advance(1);
	expect(got).toHaveLength(3);
});

test('a stop takes a waiting item out, and no timer is left', async () => {
	const { clock, limiter, got, want } = setUp();
	want(1);
	await clock.advance(0);
	got[0].refused(60_000);
	const stop = new AbortController();
	const waiting = limiter.admit(stop.signal, 3_600_000);
	await clock.advance(10);
	stop.abort();
	await clock.advance(0);
	await expect(waiting).resolves.toBeUndefined();
	expect(clock.sleeping()).toBe(0);
});

test('waiting has a bound of its own', async () => {
	const { clock, limiter, got, want } = setUp();
	want(1);
	await clock.advance(0);
	got[0].refused(60_000);
	const waiting = limiter.admit(never, 5_000);
	await clock.advance(5_000);
	await expect(waiting).resolves.toBeUndefined();
});

test('a place counts once, however often it is given back', async () => {
	const { clock, got, want } = setUp();
	want(3);
	await clock.advance(0);
	got[0].accepted();
	got[1].refused();
	got[2].refused();
	got[1].release();
	got[2].refused();
	want(2);
	await clock.advance(0);
	expect(got).toHaveLength(3);
	got[0].release();
	got[0].release();
	await clock.advance(0);
	expect(got).toHaveLength(4);
});

test('a batch may ask a hundred times at once, then forty times a second over all tasks', async () => {
	const { clock, limiter } = setUp();
	let asked = 0;
	for (let task = 0; task < 300; task++) void limiter.askTurn(never).then(() => asked++);
	await clock.advance(0);
	expect(asked).toBe(100);
	await clock.advance(1_000);
	expect(asked).toBe(140);
	await clock.advance(4_000);
	expect(asked).toBe(300);
});

test('in any minute fewer questions than the lowest documented limit of 3000', async () => {
	const { clock, limiter } = setUp();
	let asked = 0;
	for (let task = 0; task < 4000; task++) void limiter.askTurn(never).then(() => asked++);
	await clock.advance(60_000);
	expect(asked).toBeGreaterThan(2000);
	expect(asked).toBeLessThan(2600);
});

/** A provider on the virtual clock; tells how twenty items of three seconds went. */
async function twenty(refusal: (running: number, now: number) => number | 'silent' | undefined) {
	const { clock, limiter } = setUp();
	const seen = { done: 0, refusals: 0, mostAtOnce: 0, endedAt: 0 };
	let running = 0;
	const item = async () => {
		for (;;) {
			const permit = await limiter.admit(never, 3_600_000);
			await clock.sleep(20);
			const refused = refusal(running, clock.now());
			if (refused === undefined) {
				seen.mostAtOnce = Math.max(seen.mostAtOnce, ++running);
				permit?.accepted();
				await clock.sleep(3000);
				running--;
				seen.done++;
				seen.endedAt = clock.now();
				return permit?.release();
			}
			seen.refusals++;
			permit?.refused(refused === 'silent' ? undefined : refused);
		}
	};
	for (let n = 0; n < 20; n++) void item();
	await clock.advance(120_000);
	return { ...seen, left: clock.sleeping() };
}

test('three at a time, told by 429 alone: little more than the ideal time, few refusals', async () => {
	const seen = await twenty((running) => (running < 3 ? undefined : 'silent'));
	expect(seen).toMatchObject({ done: 20, mostAtOnce: 3, left: 0 });
	expect(seen.refusals).toBeLessThanOrEqual(40);
	expect(seen.endedAt).toBeLessThanOrEqual(21_000 * 1.05);
});

test('one a second, told with the time of the next', async () => {
	let open = 0;
	const seen = await twenty((_, now) => {
		if (now < open) return Math.ceil((open - now) / 1000) * 1000;
		open = now + 1000;
		return undefined;
	});
	expect(seen).toMatchObject({ done: 20, left: 0 });
	expect(seen.endedAt).toBeLessThanOrEqual(22_000 * 1.3);
});

test('one a second, told by 429 alone: what fits in beside the running is found by trying', async () => {
	let open = 0;
	const seen = await twenty((_, now) => {
		if (now < open) return 'silent';
		open = now + 1000;
		return undefined;
	});
	expect(seen).toMatchObject({ done: 20, left: 0 });
	expect(seen.endedAt).toBeLessThanOrEqual(22_000 * 1.5);
});

test('the refusals of one burst count as one', async () => {
	const { clock, got, want } = setUp();
	want(10);
	await clock.advance(0);
	got.forEach((permit) => permit.refused());
	want(1);
	await clock.advance(250);
	expect(got).toHaveLength(11);
});
