import { openStage, type Stage } from '../nodes/stage';
import { openPanel } from './panel';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});

afterAll(async () => await stage.close());

// Jest itself fails a test for a rejection that nobody handles.
it('a list of LoRAs that fails while the own trainings are still read is told in our words', async () => {
	stage.sandbox.faults.add({ site: 'replicate', step: 'other', fault: { kind: 'late', ms: 300 } });
	const nowhere = { huggingFaceUrl: 'http://127.0.0.1:1', civitaiUrl: 'http://127.0.0.1:1' };
	const panel = await openPanel(
		'replicateImage',
		{ operation: 'generate', model: 'black-forest-labs/flux-dev-lora' },
		stage.credential('replicate', nowhere),
		'parameters.lora_weights',
	);
	await expect(panel.search('searchLoras')).rejects.toThrow(/could not be asked/);
});
