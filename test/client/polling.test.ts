import { durationOf, nextAsk, silenceAllowed } from '../../nodes/shared/pace/polling';

describe('when to ask', () => {
	const bounds = { pollMinMs: 100, pollMaxMs: 10_000 };
	const seen = [4000, 4100, 3900, 4200, 3800, 4050, 3950, 12_000, 4000, 4100];
	const at = (elapsed: number, hints = {}, durations: readonly number[] = seen) =>
		nextAsk(elapsed, { declaredMs: 8000, seen: durations }, hints, bounds);
	test('nothing is asked before the task can be done', () => {
		expect(at(0)).toBeGreaterThan(3000);
		expect(at(0)).toBeLessThan(4000);
	});
	test('a fine grain around the expected end, whatever one cold start took', () => {
		expect(at(4000)).toBeLessThan(300);
	});
	test('ever more seldom after it, up to a bound', () => {
		expect(at(8000)).toBeGreaterThan(at(4000));
		expect(at(500_000)).toBeGreaterThan(4 * at(20_000));
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
			nextAsk(4000, { declaredMs: 8000, seen, questionMs }, {}, bounds);
		expect(worth(40)).toBeGreaterThan(1.5 * worth(10));
	});
	test('an answer that names no time is taken to have come in the middle', () => {
		expect(durationOf(3000, 3200)).toBe(3100);
		expect(durationOf(0, 3000)).toBe(2700);
	});
	test('the provider is believed between the last question and the answer', () => {
		expect(durationOf(3000, 3200, 3150)).toBe(3150);
		expect(durationOf(3000, 3200, 2000)).toBe(3000);
		expect(durationOf(3000, 3200, 9000)).toBe(3200);
	});
	test('a queue is asked about less often, but never so seldom that a quick end is missed', () => {
		expect(at(4000, { queuePosition: 8 })).toBe(800);
		expect(at(4000, { queuePosition: 500 })).toBeGreaterThan(1000);
		expect(at(4000, { queuePosition: 500 })).toBeLessThan(1100);
	});
	test('a silent stream is asked behind after the expected end, then more seldom', () => {
		const expectation = { declaredMs: 8000, seen };
		expect(silenceAllowed(0, expectation, bounds)).toBeGreaterThan(4000);
		expect(silenceAllowed(6000, expectation, bounds)).toBe(6000);
	});
});
