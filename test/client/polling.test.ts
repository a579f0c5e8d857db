import { believe } from '../../nodes/shared/pace/belief';
import { intervalOf, nextAsk, silenceAllowed } from '../../nodes/shared/pace/polling';

describe('when to ask', () => {
	const bounds = { pollMinMs: 100, pollMaxMs: 10_000 };
	const seen = [4000, 4100, 3900, 4200, 3800, 4050, 3950, 12_000, 4000, 4100];
	const took = (durations: readonly number[]) =>
		durations.map((ms) => ({ runningMs: ms - 50, doneMs: ms + 50 }));
	const at = (elapsed: number, hints = {}, durations: readonly number[] = seen) =>
		nextAsk(elapsed, { belief: believe(8000, took(durations)) }, hints, bounds);
	test('nothing is asked before the task can be done', () => {
		expect(at(0)).toBeGreaterThan(2800);
		expect(at(0)).toBeLessThan(4000);
	});
	test('a fine grain around the expected end, whatever one cold start took', () => {
		expect(at(4000)).toBeLessThan(300);
	});
	test('ever more seldom after it, up to a bound', () => {
		expect(at(8000)).toBeGreaterThan(at(4000));
		expect(at(500_000)).toBeGreaterThan(2.5 * at(20_000));
		expect(at(20_000_000)).toBe(10_000);
	});
	test('with nothing known it trusts the declared duration little', () => {
		expect(at(0, {}, [])).toBeLessThanOrEqual(2000);
		expect(at(3000, {}, [])).toBeLessThanOrEqual(600);
	});
	test('what the logs say of the rest counts before what was seen', () => {
		expect(at(4000, { progress: 0.25, secondsLeft: 9 })).toBe(5400);
		expect(at(0, { progress: 0.5, secondsLeft: 1.5 })).toBe(1800);
		expect(at(500_000, { progress: 1, secondsLeft: 0 })).toBe(300);
	});
	test('a question that is worth more waiting comes later', () => {
		const worth = (questionMs: number) =>
			nextAsk(4000, { belief: believe(8000, took(seen)), questionMs }, {}, bounds);
		expect(worth(40)).toBeGreaterThan(1.5 * worth(10));
	});
	test('nothing is believed longer than the answer says, and the provider narrows it', () => {
		expect(intervalOf(3000, 3200)).toEqual({ runningMs: 3000, doneMs: 3200 });
		expect(intervalOf(2000, 6000, 4000)).toEqual({ runningMs: 3880, doneMs: 4120 });
		expect(intervalOf(3000, 3200, 2000)).toEqual({ runningMs: 3000, doneMs: 3090 });
		expect(intervalOf(3000, 3200, 9000)).toEqual({ runningMs: 3104, doneMs: 3200 });
	});
	test('a declared time is overruled by a few tasks, downwards as well, and a cold start by warm ones', () => {
		const first = (runs: ReadonlyArray<readonly [number, number]>) => {
			const intervals = runs.map(([runningMs, doneMs]) => ({ runningMs, doneMs }));
			return nextAsk(0, { belief: believe(8000, intervals) }, {}, bounds);
		};
		const quick = [
			[0, 900],
			[0, 500],
			[300, 450],
		] as const;
		expect(first(quick)).toBeLessThan(450);
		expect(first([[19_000, 20_000], ...quick])).toBeLessThan(450);
	});
	test('a queue is asked about less often, but never so seldom that a quick end is missed', () => {
		expect(at(4000, { queuePosition: 8 })).toBe(800);
		expect(at(4000, { queuePosition: 500 })).toBeGreaterThan(1000);
		expect(at(4000, { queuePosition: 500 })).toBeLessThan(1200);
	});
	test('a silent stream is asked behind after the expected end, then more seldom', () => {
		const expectation = { belief: believe(8000, took(seen)) };
		expect(silenceAllowed(0, expectation, bounds)).toBeGreaterThan(4000);
		expect(silenceAllowed(8000, expectation, bounds)).toBe(8000);
	});
});
