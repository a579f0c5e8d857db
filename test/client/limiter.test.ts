import { limiting, never } from './limiting';

test('nothing is known: everything goes at once', async () => {
	const { clock, got, want } = limiting();
	want(20);
	await clock.advance(0);
	expect(got).toHaveLength(20);
});

test('a refusal without a hint shrinks the slots to what runs, and an end lets the next in', async () => {
	const { clock, got, want } = limiting();
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
	const { clock, got, want } = limiting();
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
	const { clock, got, want } = limiting();
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
	const { clock, got, want } = limiting();
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
	const { clock, limiter, got, want } = limiting();
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
	const { clock, limiter, got, want } = limiting();
	want(1);
	await clock.advance(0);
	got[0].refused(60_000);
	const waiting = limiter.admit(never, 5_000);
	await clock.advance(5_000);
	await expect(waiting).resolves.toBeUndefined();
});

test('a place counts once, however often it is given back', async () => {
	const { clock, got, want } = limiting();
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

test('the refusals of one burst count as one', async () => {
	const { clock, got, want } = limiting();
	want(10);
	await clock.advance(0);
	got.forEach((permit) => permit.refused());
	want(1);
	await clock.advance(250);
	expect(got).toHaveLength(11);
});
