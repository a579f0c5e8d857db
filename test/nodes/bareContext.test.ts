import { runBare } from '../engine/bare';
import { named, officialSpots, spots } from '../engine/spots';
import { openStage, submitsAt, usualModel, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(async () => await stage.close());
beforeEach(() => stage.sandbox.reset());

describe.each(officialSpots)("as n8n's Agents call a node, without an execution: %s", (spot) => {
	const type = spots[spot].node;
	const order = { model: usualModel[type], prompt: 'a castle' };
	const call = async (parameters: Record<string, unknown>, settings = {}) =>
		(await runBare(type, parameters as never, stage.credential(spot), settings))[0];

	it('each call is an order of its own, retries or not, and no file is stored', async () => {
		for (const retryOnFail of [false, true]) {
			const [row] = await call({ operation: 'generate', ...order }, { retryOnFail });
			expect(row.json).toMatchObject({ status: 'succeeded', url: expect.stringMatching(/^http/) });
			expect(row.binary).toBeUndefined();
		}
		expect(submitsAt(stage)).toBe(2);
		expect(stage.sandbox.counters.count('download')).toBe(0);
	});

	it('a task can be fetched and cancelled', async () => {
		const execution = { whenToContinue: 'submitted' };
		const [bought] = await call({ operation: 'generate', ...order, execution });
		const task = named(spot, bought.json.taskId, bought.json.model);
		const [fetched] = await call({ operation: 'get', ...task });
		expect(fetched.json).toMatchObject({ taskId: bought.json.taskId, status: 'succeeded' });
		expect(fetched.binary).toBeUndefined();
		const [cancelled] = await call({ operation: 'cancel', ...task });
		expect(cancelled.json).toMatchObject({ taskId: bought.json.taskId });
		expect(submitsAt(stage)).toBe(1);
	});

	it('a refusal buys nothing', async () => {
		await expect(call({ operation: 'generate', ...order, prompt: '' })).rejects.toThrow(
			/Prompt is empty/,
		);
		expect(submitsAt(stage)).toBe(0);
	});
});
