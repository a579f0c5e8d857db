import { continueOn, failureOf, openStage, submitsAt, type Stage } from './stage';
import { wrong } from './wrongInput';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

describe('a wrong parameter never reaches a provider', () => {
	it.each(wrong)('$name', async ({ at, parameters, says }) => {
		const { rows: failed } = await stage.generate(at, parameters, { settings: continueOn.regular });
		const { error, details } = failureOf(failed[0]);
		for (const words of says) expect(error).toContain(words);
		expect(details).toMatchObject({ kind: 'invalidInput', charged: 'no', safeToRetry: true });
		expect(details.nextStep).toMatch(/\.$/);
		expect(stage.sandbox.counters.requests).toEqual([]);
	});

	it('says it as the error of the node without Continue On Fail', async () => {
		const run = await stage.generate('replicate', { num_outputs: 5 });
		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({
			message: 'Number of Images must be a whole number from 1 to 4; it is 5',
			description: expect.stringContaining('Nothing was bought'),
		});
		expect(submitsAt(stage)).toBe(0);
	});
});

describe('what was not given', () => {
	it('an option that was not added sends nothing', async () => {
		await stage.generate('replicate', {});
		expect(stage.sandbox.tasks()[0].input).not.toHaveProperty('num_inference_steps');
	});
});
