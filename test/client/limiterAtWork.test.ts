import { limiting, never } from './limiting';

/** A provider on the virtual clock; tells how twenty items of three seconds went. */
async function twenty(refusal: (running: number, now: number) => number | 'silent' | undefined) {
	const { clock, limiter } = limiting();
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
