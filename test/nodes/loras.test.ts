import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type { SpotName } from '../engine/spots';
import { continueOn, failureOf, inputsAt, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

const devLora = 'black-forest-labs/flux-dev-lora';
const frosting = 'huggingface.co/alvdansen/frosting_lane_flux';

async function inputOf(
	spot: SpotName,
	parameters: IDataObject,
	typed?: ICredentialDataDecryptedObject,
) {
	const { rows, error, log } = await stage.generate(spot, parameters, { typed });
	expect(error).toBeUndefined();
	return { input: inputsAt(stage)[0], row: rows[0], log };
}

describe('a LoRA', () => {
	it('sends its strength, and comes back in the row', async () => {
		const parameters = { model: devLora, lora_weights: frosting, lora_scale: 0.8 };
		const { input, row } = await inputOf('replicate', parameters);
		expect(input).toMatchObject({ lora_weights: frosting, lora_scale: 0.8 });
		expect(JSON.parse(String(row.loras))).toMatchObject([
			{ path: frosting, scale: 0.8, triggerWords: null },
		]);
	});

	it.each([
		['replicate', { model: devLora, lora_weights: '', lora_scale: 2 }],
		['fal', { loras: { row: [{ path: '', scale: 2 }] }, execution: { ifMissing: 'tell' } }],
		['waveSpeed', { loras: {} }],
	] as const)('%s: without a path nothing of it is sent', async (spot, parameters) => {
		const { input, row } = await inputOf(spot, parameters);
		for (const key of ['lora_weights', 'lora_scale', 'loras'])
			expect(input).not.toHaveProperty(key);
		expect(row.loras).toBe('[]');
	});

	it.each(['fal', 'waveSpeed'] as const)('%s: rows, an empty one left out', async (spot) => {
		const row = [
			{ path: 'a/b', scale: 0.5 },
			{ path: '' },
			{ path: 'c/d', scale: 1, triggerWords: 'TOK' },
		];
		const made = await inputOf(spot, { loras: { row }, execution: { ifMissing: 'tell' } });
		expect(made.input).toMatchObject({
			prompt: 'TOK, a castle',
			loras: [
				{ path: 'a/b', scale: 0.5 },
				{ path: 'c/d', scale: 1 },
			],
		});
		expect(made.row.prompt).toBe('TOK, a castle');
	});

	it.each(['fal', 'waveSpeed'] as const)('%s: a list that an expression makes', async (spot) => {
		const lorasJson = '={{ [{ path: "a/b", scale: 0.5, triggerWords: "TOK" }] }}';
		const { input } = await inputOf(spot, { lorasMode: 'json', lorasJson });
		expect(input).toMatchObject({ prompt: 'TOK, a castle', loras: [{ path: 'a/b', scale: 0.5 }] });
	});

	it.each([
		[
			'put before the prompt',
			'a castle',
			'frstingln illustration',
			'frstingln illustration, a castle',
		],
		[
			'left out when the prompt holds them',
			'A FRSTINGLN Illustration of a castle',
			'frstingln illustration',
			'A FRSTINGLN Illustration of a castle',
		],
		['not found inside another word', 'foxglove', 'fox', 'fox, foxglove'],
		['empty', 'a castle', '', 'a castle'],
	])('trigger words: %s', async (_name, prompt, triggerWords, wanted) => {
		const parameters = { model: devLora, lora_weights: frosting, prompt, triggerWords };
		const { input, row } = await inputOf('replicate', parameters);
		expect(input.prompt).toBe(wanted);
		expect(row.prompt).toBe(wanted);
	});
});

describe('tokens for private LoRAs', () => {
	const tokens = { huggingFaceToken: 'hf_sandboxtoken123', civitaiToken: 'civ_sandboxtoken456' };
	const redacted = '[REDACTED]';
	it.each([
		['Hugging Face', frosting, { hf_api_token: redacted }, 'civitai_api_token'],
		['CivitAI', 'civitai.com/models/691639', { civitai_api_token: redacted }, 'hf_api_token'],
	])(
		'%s: its own token alone, which comes out nowhere',
		async (_name, lora_weights, has, hasNot) => {
			const parameters = { model: devLora, lora_weights, execution: { simplify: false } };
			const { input, row, log } = await inputOf('replicate', parameters, tokens);
			expect(input).toMatchObject(has);
			expect(input).not.toHaveProperty(hasNot);
			expect(row.details).toBeDefined();
			expect(log.length).toBeGreaterThan(0);
			expect(JSON.stringify([row, log])).not.toMatch(/sandboxtoken/);
		},
	);

	const any = (name: string, sign: string) => ({
		model: 'anyModel',
		anyModel: { __rl: true, mode: 'id', value: `${name}:${sign.repeat(16)}` },
		anyInput: { value: { prompt: 'a castle', lora_weights: frosting }, schema: [] },
	});
	it.each([
		["one's own model that declares it", 'sandbox/my-loader', '0f0f', { hf_api_token: redacted }],
		["a stranger's model that declares it", 'stranger/loader', '9e9e', {}],
	])('Any Model, %s', async (_name, name, sign, sent) => {
		const { input } = await inputOf('replicate', any(name, sign), tokens);
		const seed = expect.any(Number);
		expect(input).toEqual({ prompt: 'a castle', lora_weights: frosting, seed, ...sent });
	});

	it.each([
		['a gateway gets none', {}, {}],
		['a gateway gets them when the credential says so', { trustGateway: true }, tokens],
	])('%s', async (_name, more, sent) => {
		const parameters = { model: devLora, lora_weights: frosting };
		const typed = { ...tokens, ...more, apiType: 'gateway' };
		const { input } = await inputOf('replicate', parameters, typed);
		expect('hf_api_token' in input).toBe('huggingFaceToken' in sent);
	});

	it('one with a letter that no header carries is refused before anything is sent', async () => {
		const typed = { huggingFaceToken: 'hf_a\u200bb' };
		const { rows } = await stage.generate('replicate', {}, { typed, settings: continueOn.regular });
		expect(failureOf(rows[0]).error).toMatch(/Hugging Face token .*U\+200B at place 5/);
		expect(failureOf(rows[0]).details).toMatchObject({ kind: 'invalidCredential', charged: 'no' });
		expect(stage.sandbox.counters.requests).toEqual([]);
	});

	it.each([
		['without a LoRA', { model: devLora }],
		['a LoRA elsewhere', { model: devLora, lora_weights: 'https://example.com/x.safetensors' }],
		['a model that takes none', { model: 'lucataco/flux-dev-lora', hf_lora: 'a/b' }],
	])('none goes along: %s', async (_name, parameters) => {
		const { input } = await inputOf('replicate', parameters, tokens);
		expect(Object.keys(input).filter((key) => key.endsWith('_token'))).toEqual([]);
	});
});

describe('a LoRA that cannot be loaded is told with its page', () => {
	it.each([
		[
			'replicate',
			{ model: 'lucataco/flux-dev-lora', hf_lora: 'owner/name', prompt: '[lora]' },
			/download weights failed.*It was https:\/\/huggingface\.co\/owner\/name$/,
		],
	] as const)('%s %#', async (spot, parameters, says) => {
		const { rows } = await stage.generate(spot, parameters, { settings: continueOn.regular });
		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(/^The LoRA could not be loaded/);
		expect(error).toMatch(says);
		expect(error).toContain(`[task ${stage.sandbox.tasks()[0].id}]`);
		expect(details).toMatchObject({ kind: 'taskFailed', charged: 'unknown' });
		expect(details.nextStep).toMatch(/paste the link of the file itself/);
	});

	it('a private one is told where its token goes', async () => {
		const parameters = { model: devLora, lora_weights: frosting, prompt: '[lora]' };
		const { rows } = await stage.generate('replicate', parameters, {
			settings: continueOn.regular,
		});
		expect(failureOf(rows[0]).details.nextStep).toMatch(/token of Hugging Face or CivitAI/);
	});

	it('another failure is not blamed on it', async () => {
		const parameters = { model: devLora, lora_weights: frosting, prompt: '[fail]' };
		const { rows } = await stage.generate('replicate', parameters, {
			settings: continueOn.regular,
		});
		expect(failureOf(rows[0]).error).toMatch(/^The task failed: CUDA/);
	});
});
