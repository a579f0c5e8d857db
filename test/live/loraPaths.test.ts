import { closeConnections } from '../engine/harness';
import { continueOn, failureOf, openStage, type Stage } from '../nodes/stage';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => {
	await stage.sandbox.close();
	await closeConnections();
});

const bfl = 'black-forest-labs/flux-dev-lora';
const frosting = 'alvdansen/frosting_lane_flux';

describe('what would fail after it was paid is refused before', () => {
	it.each([
		[
			'replicate',
			{ model: 'lucataco/flux-dev-lora', hf_lora: 'owner/na.me' },
			'https://huggingface.co/owner/na.me/resolve/main/',
		],
		[
			'replicate',
			{ model: 'lucataco/flux-dev-lora', hf_lora: 'https://civitai.com/models/1?modelVersionId=2' },
			'https://civitai.com/api/download/models/2?type=Model&format=SafeTensor',
		],
		[
			'replicate',
			{ model: bfl, lora_weights: 'https://civitai.com/models/1?modelVersionId=2' },
			'Write https://civitai.com/models/2,',
		],
		[
			'replicate',
			{ model: 'lucataco/flux-dev-lora', hf_lora: `huggingface.co/${frosting}` },
			`Write ${frosting}, or the link to its .safetensors file`,
		],
		[
			'replicate',
			{ model: 'lucataco/flux-dev-lora', hf_lora: 'https://x.example/a.safetensors?sig=1' },
			'ends in .safetensors, with nothing behind that',
		],
		[
			'replicate',
			{
				model: 'lucataco/flux-dev-lora',
				hf_lora: 'https://civitai.com/api/download/models/691639',
			},
			'https://civitai.com/api/download/models/691639?type=Model&format=SafeTensor',
		],
		[
			'replicate',
			{ model: bfl, lora_weights: `https://huggingface.co/${frosting}/blob/main/a.safetensors` },
			`Write https://huggingface.co/${frosting}/resolve/main/a.safetensors.`,
		],
		[
			'fal',
			{ loras: { row: [{ path: 'https://civitai.com/models/618692/velvet' }] } },
			'this is the page, not the file',
		],
		[
			'waveSpeed',
			{ loras: { row: [{ path: 'https://x.example/lora.ckpt?a=b' }] } },
			'it is no .safetensors file',
		],
		[
			'fal',
			{ loras: { row: [{ path: 'https://replicate.delivery/x/trained_model.tar' }] } },
			'it is no .safetensors file',
		],
	] as const)('at %s: %j', async (site, parameters, words) => {
		const { rows } = await stage.generate(site, parameters, {
			settings: continueOn.regular,
		});
		const { error, details } = failureOf(rows[0]);
		expect(`${error} ${details.nextStep}`).toContain(words);
		expect(details).toMatchObject({ kind: 'invalidInput', charged: 'no' });
		expect(stage.sandbox.tasks()).toEqual([]);
	});

	it.each([
		['replicate', { model: bfl, lora_weights: 'sandbox/my-fine-tune' }],
		['replicate', { model: bfl, lora_weights: 'https://x.example/a.safetensors?sig=1' }],
		['replicate', { model: bfl, lora_weights: 'https://civitai.com/models/691639' }],
		[
			'replicate',
			{ model: bfl, lora_weights: `https://huggingface.co/${frosting}/resolve/main/a.safetensors` },
		],
		['replicate', { model: 'lucataco/flux-dev-lora', hf_lora: 'https://x.example/a.safetensors' }],
		[
			'replicate',
			{
				model: 'lucataco/flux-dev-lora',
				hf_lora: 'https://replicate.delivery/sandbox/trained_model.tar',
			},
		],
		['fal', { loras: { row: [{ path: 'https://x.example/download/77' }] } }],
	] as const)('at %s nothing stands in the way of %j', async (site, parameters) => {
		await stage.generate(site, parameters, { settings: continueOn.regular });
		expect(stage.sandbox.tasks()).toHaveLength(1);
	});
});
