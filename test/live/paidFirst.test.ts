import type { IDataObject } from 'n8n-workflow';
import type * as Cache from '../../nodes/shared/client/remembered';
import { builtModule } from '../engine/harness';
import { continueOn, failureOf, openStage, type Stage } from '../nodes/stage';
import { chosen } from './panel';

let stage: Stage;

const forget = () => builtModule<typeof Cache>('nodes/shared/client/remembered').forgetAll();

beforeAll(async () => {
	stage = await openStage();
});

beforeEach(() => {
	stage.sandbox.reset();
	forget();
});

afterAll(async () => await stage.close());

const retrying = { ...continueOn.regular, retryOnFail: true, maxTries: 2 };

/** The first try of an item buys, and cannot read its task; between the tries the world changes. */
async function betweenTries(parameters: IDataObject, change: () => void) {
	// One such answer is doubted.
	stage.sandbox.faults.add({ step: 'status', times: 99, fault: { kind: 'status', status: 401 } });
	return await stage.run('waveSpeed', parameters, {
		settings: retrying,
		onLog: ({ message }) => {
			if (message.includes('Task submitted')) change();
		},
	});
}

describe('what an earlier try bought is not lost to a check that came too late', () => {
	it('a LoRA whose page answers only now, and names another base', async () => {
		stage.sandbox.faults.add({
			site: 'cdn',
			step: 'other',
			times: 9,
			fault: { kind: 'status', status: 500 },
		});
		const path = 'https://huggingface.co/sandbox/old-sdxl-ink/resolve/main/ink.safetensors';
		const { rows } = await betweenTries(
			{
				model: 'wavespeed-ai/flux-dev-lora',
				prompt: 'a castle',
				lorasMode: 'fields',
				loras: { row: [{ path, scale: 1 }] },
				execution: { lookUpTriggerWords: true },
			},
			() => {
				stage.sandbox.faults.clear();
				forget();
			},
		);
		expect(rows[0]).toMatchObject({ status: 'succeeded' });
		expect(stage.sandbox.tasks()).toHaveLength(1);
	});

	it('a key that is refused where the inputs are asked for: the row names the task', async () => {
		const { rows } = await betweenTries(
			{
				model: 'anyModel',
				anyModel: chosen('sandbox/anything', 'id'),
				anyInput: { mappingMode: 'defineBelow', value: { prompt: 'a castle' }, schema: [] },
			},
			() => {
				stage.sandbox.faults.add({ step: 'other', fault: { kind: 'status', status: 401 } });
				forget();
			},
		);
		const [task] = stage.sandbox.tasks();
		const { error, details } = failureOf(rows[0]);
		expect(error).toContain('does not accept the API key');
		expect(details).toMatchObject({ taskId: task.id, charged: 'yes', safeToRetry: false });
		expect(details.nextStep).toContain('Get a Task');
	});
});
