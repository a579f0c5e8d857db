import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type * as Cache from '../../nodes/shared/client/remembered';
import { builtModule } from '../engine/harness';
import { continueOn, failureOf, inputsAt, openStage, type Stage } from '../nodes/stage';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => {
	stage.sandbox.reset();
	builtModule<typeof Cache>('nodes/shared/client/remembered').forgetAll();
});
afterAll(async () => await stage.close());

const bfl = 'black-forest-labs/flux-dev-lora';
const fineTune =
	'sandbox/my-fine-tune:5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5';
const frosting = 'alvdansen/frosting_lane_flux';

describe('looking up trigger words', () => {
	const look = (path: string, more: IDataObject = {}) => ({
		prompt: 'a castle',
		lorasMode: 'fields',
		loras: { row: [{ path, scale: 1, ...more }] },
		execution: { lookUpTriggerWords: true },
	});
	const run = async (parameters: IDataObject, typed: ICredentialDataDecryptedObject = {}) =>
		await stage.generate('fal', parameters, {
			typed,
			settings: continueOn.regular,
		});

	it('puts the words of the card before the prompt, and into the row', async () => {
		const { rows } = await run(look(frosting));
		expect(inputsAt(stage)[0].prompt).toBe('frstingln illustration, a castle');
		expect(rows[0]).toMatchObject({
			prompt: 'frstingln illustration, a castle',
			loras: expect.stringMatching(`"path":"${frosting}".*"triggerWords":"frstingln illustration"`),
		});
		expect(rows[0]).not.toHaveProperty('details');
	});

	it('follows a repo to its new name, at the same list alone', async () => {
		const { rows } = await run(look('sandbox/frosting-lane'));
		expect(rows[0].prompt).toBe('frstingln illustration, a castle');
		const location = `${stage.sandbox.sites.fal.baseUrl}/huggingface/api/models/elsewhere`;
		stage.sandbox.faults.add({ site: 'cdn', step: 'other', fault: { kind: 'redirect', location } });
		const led = await run(look('sandbox/led-away'));
		expect(led.rows[0].prompt).toBe('a castle');
		expect(
			stage.sandbox.counters.requests.filter(({ path }) => path.includes('elsewhere')),
		).toEqual([]);
	});

	it('keeps the words that were given', async () => {
		await run(look(frosting, { triggerWords: 'my own' }));
		expect(inputsAt(stage)[0].prompt).toBe('my own, a castle');
	});

	it('reads the trained words at CivitAI, each once', async () => {
		const parameters = {
			model: bfl,
			prompt: 'a castle',
			lora_weights: 'https://civitai.com/models/691639',
			execution: { lookUpTriggerWords: true },
		};
		await stage.generate('replicate', parameters);
		expect(inputsAt(stage)[0].prompt).toBe('vlvt night, a castle');
	});

	it('says that it is switched off in the credential, and asks nobody', async () => {
		const { rows } = await run(look(frosting), { lookUpLoras: false });
		expect(rows[0].note).toMatch(/switched off/);
		expect(inputsAt(stage)[0].prompt).toBe('a castle');
	});

	it('refuses a LoRA whose card names another base, before anything is bought', async () => {
		const { rows } = await run(look('sandbox/old-sdxl-ink'));
		expect(failureOf(rows[0]).error).toContain(
			'is for stabilityai/stable-diffusion-xl-base-1.0; FLUX Dev LoRA takes LoRAs for FLUX.1',
		);
		expect(stage.sandbox.tasks()).toEqual([]);
	});

	it('says in the row that a LoRA for Kontext may do little at another model of FLUX.1', async () => {
		const { rows } = await run(look('sandbox/kontext-turn'));
		expect(rows[0]).toMatchObject({ status: 'succeeded', prompt: 'KTURN, a castle' });
		expect(rows[0].note).toBe(
			'The LoRA sandbox/kontext-turn is for black-forest-labs/FLUX.1-Kontext-dev, and may do little here.',
		);
	});

	it('sends no key and no token to a list', async () => {
		const tokens = {
			huggingFaceToken: 'hf_some_token_of_mine',
			civitaiToken: 'civitai_token_of_mine',
		};
		for (const path of [
			'https://civitai.com/models/691639',
			'huggingface.co/sandbox/klein-sketch',
		]) {
			const parameters = {
				...{ model: bfl, prompt: 'a castle', lora_weights: path },
				execution: { lookUpTriggerWords: true },
			};
			await stage.generate('replicate', parameters, {
				typed: tokens,
				settings: continueOn.regular,
			});
		}
		const { requests, keysAt } = stage.sandbox.counters;
		expect(requests.filter(({ path }) => path.startsWith('/civitai')).length).toBe(2);
		expect(requests.filter(({ path }) => path.startsWith('/huggingface')).length).toBe(1);
		const { replicate } = stage.sandbox.sites;
		expect(Object.keys(keysAt)).toEqual([new URL(replicate.baseUrl).host]);
		// The token goes with the order, to the model that takes it as a secret input.
		expect(keysAt[new URL(replicate.baseUrl).host]).toContain(replicate.key);
	});

	it.each([
		['its name', bfl, { lora_weights: 'sandbox/my-fine-tune' }],
		['its address', bfl, { lora_weights: 'https://replicate.com/sandbox/my-fine-tune' }],
		[
			'the archive of its weights',
			'lucataco/flux-dev-lora',
			{ hf_lora: 'https://replicate.delivery/sandbox/trained_model.tar' },
		],
		['My Fine-Tune', 'fineTune', { ownModel: fineTune }],
	] as const)('reads those of an own training by %s', async (_, model, which) => {
		const execution = { lookUpTriggerWords: true };
		const parameters = { model, prompt: 'a castle', ...which, execution };
		const { rows } = await stage.generate('replicate', parameters, {
			settings: continueOn.regular,
		});
		expect(stage.sandbox.tasks()[0].input.prompt).toBe('TOK, a castle');
		expect(rows[0].prompt).toBe('TOK, a castle');
		expect(rows[0]).not.toHaveProperty('details');
	});

	it('keeps the words given for My Fine-Tune, and asks nobody', async () => {
		const own = { ownModel: fineTune, triggerWords: 'MINE' };
		const execution = { lookUpTriggerWords: true };
		const parameters = { model: 'fineTune', prompt: 'a castle', ...own, execution };
		await stage.generate('replicate', parameters);
		expect(inputsAt(stage)[0].prompt).toBe('MINE, a castle');
		expect(stage.sandbox.counters.requests.map(({ path }) => path)).not.toContain('/v1/trainings');
	});

	it('is off unless chosen', async () => {
		await run({ ...look(frosting), execution: {} });
		expect(inputsAt(stage)[0].prompt).toBe('a castle');
	});
});
