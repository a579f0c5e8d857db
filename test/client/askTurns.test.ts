import { limiting, never } from './limiting';

test('a batch may ask a hundred times at once, then forty times a second over all tasks', async () => {
	const { clock, limiter } = limiting();
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
	const { clock, limiter } = limiting();
	let asked = 0;
	for (let task = 0; task < 4000; task++) void limiter.askTurn(never).then(() => asked++);
	await clock.advance(60_000);
	expect(asked).toBeGreaterThan(2000);
	expect(asked).toBeLessThan(2600);
});
