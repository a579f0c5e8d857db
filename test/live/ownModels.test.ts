import type * as Cache from '../../nodes/shared/client/remembered';
import { builtModule } from '../engine/harness';
import { openStage, type Stage } from '../nodes/stage';
import { openPanel } from './panel';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});

beforeEach(() => {
	stage.sandbox.reset();
	builtModule<typeof Cache>('nodes/shared/client/remembered').forgetAll();
});

afterAll(async () => await stage.close());

async function trained(site: 'replicate' | 'Replicate at a gateway', words = '') {
	const parameters = { operation: 'generate', model: 'fineTune' };
	const credential = stage.credential(site, { lookUpLoras: false });
	const panel = await openPanel('replicateImage', parameters, credential, 'parameters.ownModel');
	return (await panel.search('searchTrainings', words)).results;
}

describe('the list of Your Model', () => {
	it('holds the trainings that made a model, with the version they made', async () => {
		expect(await trained('replicate')).toEqual([
			{
				name: expect.stringMatching(
					/^sandbox\/my-fine-tune \(my training, trigger word \w+, .+\)$/,
				),
				value: expect.stringMatching(/^sandbox\/my-fine-tune:[0-9a-f]{64}$/),
				url: 'https://replicate.com/sandbox/my-fine-tune',
			},
		]);
	});

	it.each([
		['part of the name', 'fine', 1],
		['the trigger word, in any case', 'Tok', 1],
		['another word', 'nobody', 0],
	])('is searched by %s', async (_, words, count) => {
		expect(await trained('replicate', words)).toHaveLength(count);
	});

	it('says at a gateway how to go on without it', async () => {
		await expect(trained('Replicate at a gateway')).rejects.toThrow(/By Name/);
	});
});

describe('what was chosen', () => {
	it.each(['list', 'name'])('runs in the version it has: mode %s', async (mode) => {
		const [{ value }] = await trained('replicate');
		const ownModel = { __rl: true, mode, value };
		const { rows } = await stage.generate('replicate', { model: 'fineTune', ownModel });
		expect(rows[0]).toMatchObject({ status: 'succeeded', model: 'sandbox/my-fine-tune' });
		const [{ model }] = stage.sandbox.counters.submits;
		expect(model).toBe('sandbox/my-fine-tune');
	});

	it('nothing is bought for an item whose expression names none', async () => {
		const ownModel = { __rl: true, mode: 'name', value: '={{ $json.none }}' };
		const run = await stage.generate('replicate', { model: 'fineTune', ownModel });
		expect(run.error?.message).toContain('Your Model is empty');
		expect(stage.sandbox.tasks()).toEqual([]);
	});
});
