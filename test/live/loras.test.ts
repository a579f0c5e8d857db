import type { IDataObject } from 'n8n-workflow';
import type * as Cache from '../../nodes/shared/live/cache';
import { builtModule, closeConnections } from '../engine/harness';
import { continueOn, failureOf, inputsAt, openStage, type Stage } from '../nodes/stage';
import { openPanel } from './panel';

let stage: Stage;
let lists: { huggingFaceUrl: string; civitaiUrl: string };

beforeAll(async () => {
	stage = await openStage();
	const { origin } = stage.sandbox.cdn;
	lists = { huggingFaceUrl: `${origin}/huggingface`, civitaiUrl: `${origin}/civitai/` };
});
beforeEach(() => {
	stage.sandbox.reset();
	builtModule<typeof Cache>('nodes/shared/live/cache').forgetAll();
});
afterAll(async () => {
	await stage.sandbox.close();
	await closeConnections();
});

const nodeOf = {
	replicate: 'replicateImage',
	fal: 'falImage',
	waveSpeed: 'waveSpeedImage',
} as const;
type Site = keyof typeof nodeOf;

async function found(site: Site, model: string, words = '', typed: IDataObject = {}) {
	const credential = stage.credential(site, { ...lists, ...typed });
	const parameters = { operation: 'generate', model };
	const panel = await openPanel(nodeOf[site], parameters, credential, 'parameters.lora_weights');
	const { results } = await panel.search('searchLoras', words);
	return results.map(({ name, value }) => [name, value] as const);
}

const bfl = 'black-forest-labs/flux-dev-lora';
const fineTune =
	'sandbox/my-fine-tune:5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5';
const frosting = 'alvdansen/frosting_lane_flux';

describe('the list of LoRAs', () => {
	it.each([
		['replicate', bfl, `huggingface.co/${frosting}`],
		['replicate', 'lucataco/flux-dev-lora', frosting],
		['fal', 'fal-ai/flux-lora', frosting],
		['waveSpeed', 'wavespeed-ai/flux-dev-lora', frosting],
	] as const)('of %s, %s: in the form it takes', async (site, model, value) => {
		expect(await found(site, model, 'frosting')).toContainEqual([
			`${frosting} (48,210 downloads)`,
			value,
		]);
	});

	it('offers each file where a repo has several, and the whole link where a name has a dot', async () => {
		const links = 'https://huggingface.co';
		const two = 'sandbox/two-files-flux';
		expect(await found('fal', 'fal-ai/flux-lora', 'two-files')).toEqual([
			[
				`${two}: two_comfy.safetensors (640 downloads)`,
				`${links}/${two}/resolve/main/two_comfy.safetensors`,
			],
			[
				`${two}: two_fal.safetensors (640 downloads)`,
				`${links}/${two}/resolve/main/two_fal.safetensors`,
			],
		]);
		expect((await found('replicate', bfl, 'two-files')).map(([, value]) => value)).toEqual([
			`huggingface.co/${two}/two_comfy.safetensors`,
			`huggingface.co/${two}/two_fal.safetensors`,
		]);
		expect(await found('replicate', 'lucataco/flux-dev-lora', 'paper')).toEqual([
			[
				'sandbox/paper.cut.flux (912 downloads)',
				`${links}/sandbox/paper.cut.flux/resolve/main/paper_cut.safetensors`,
			],
		]);
	});

	it('holds what was made for the base of the model, as links where it takes nothing else', async () => {
		expect(await found('replicate', 'black-forest-labs/flux-2-klein-4b-base-lora')).toEqual([
			[
				'sandbox/klein-sketch (310 downloads)',
				'https://huggingface.co/sandbox/klein-sketch/resolve/main/klein_sketch.safetensors',
			],
		]);
	});

	it('leaves out a repo without weights', async () => {
		expect(await found('fal', 'fal-ai/flux-lora', 'read-me')).toEqual([]);
	});

	it('marks what is gated', async () => {
		const names = (await found('fal', 'fal-ai/flux-lora', 'by-request')).map(([name]) => name);
		expect(names).toEqual(['sandbox/by-request-flux (88 downloads, gated)']);
	});

	it('holds CivitAI where its links work, by the number of the version', async () => {
		const name = 'Velvet Night by sandbox (CivitAI, 15,300 downloads)';
		expect(await found('replicate', bfl, 'velvet')).toEqual([
			[name, 'https://civitai.com/models/691639'],
		]);
		expect(await found('replicate', 'lucataco/flux-schnell-lora', 'velvet')).toEqual([
			[name, 'https://civitai.com/api/download/models/691639?type=Model&format=SafeTensor'],
		]);
		expect(await found('fal', 'fal-ai/flux-lora', 'velvet')).toEqual([]);
	});

	it('begins with my own trainings at Replicate', async () => {
		const [first, ...rest] = await found('replicate', bfl);
		expect(first).toEqual([
			'sandbox/my-fine-tune (my training, trigger word TOK, 2026-09-01)',
			'sandbox/my-fine-tune',
		]);
		expect(rest.map(([name]) => name).join()).not.toContain('my training');
		expect(stage.sandbox.counters.requests.map(({ path }) => path)).toContain('/v1/trainings');
	});

	it('holds my own trainings as the archive of their weights where a model takes that alone', async () => {
		expect(await found('replicate', 'lucataco/flux-dev-lora', 'TOK')).toEqual([
			[
				'sandbox/my-fine-tune (my training, trigger word TOK, 2026-09-01)',
				'https://replicate.delivery/sandbox/trained_model.tar',
			],
		]);
		expect(await found('replicate', 'black-forest-labs/flux-2-klein-4b-base-lora', 'TOK')).toEqual(
			[],
		);
	});

	it('sends no key to a list', async () => {
		const tokens = {
			huggingFaceToken: 'hf_some_token_of_mine',
			civitaiToken: 'civitai_token_of_mine',
		};
		await found('replicate', bfl, 'night', tokens);
		await found('fal', 'fal-ai/flux-lora', 'night');
		await found('waveSpeed', 'wavespeed-ai/flux-dev-lora', 'night');
		const { requests, keysAt } = stage.sandbox.counters;
		expect(requests.filter(({ host }) => host === 'cdn').length).toBeGreaterThan(1);
		const { replicate } = stage.sandbox.sites;
		expect(Object.keys(keysAt)).toEqual([new URL(replicate.baseUrl).host]);
		expect([...Object.values(keysAt)[0]]).toEqual([replicate.key]);
	});

	it('asks nobody when it is switched off in the credential', async () => {
		await expect(found('fal', 'fal-ai/flux-lora', 'off', { lookUpLoras: false })).rejects.toThrow(
			'switched off in the credential',
		);
		expect(stage.sandbox.counters.requests).toEqual([]);
	});

	it('says which list could not be asked', async () => {
		const typed = { huggingFaceUrl: `${stage.sandbox.cdn.origin}/nothing` };
		await expect(found('fal', 'fal-ai/flux-lora', 'x', typed)).rejects.toThrow(
			`${stage.sandbox.cdn.host} does not know it, or it is private (HTTP 404)`,
		);
	});
});

describe('a LoRA chosen from the list', () => {
	const chosen = (value: string) => ({ __rl: true, mode: 'list', value, cachedResultName: value });

	it('is sent as the list spelled it, and so is one typed before there was a list', async () => {
		const parameters = { model: bfl, lora_scale: 1 };
		await stage.generate('replicate', {
			...parameters,
			lora_weights: chosen(`huggingface.co/${frosting}`),
		});
		await stage.generate('replicate', {
			...parameters,
			lora_weights: `huggingface.co/${frosting}`,
		});
		const [picked, typed] = inputsAt(stage);
		expect(picked.lora_weights).toBe(`huggingface.co/${frosting}`);
		expect(typed.lora_weights).toBe(picked.lora_weights);
	});

	it('works in the rows of a list, and an empty one is skipped', async () => {
		const row = [{ path: chosen(frosting), scale: 0.8 }, { path: { mode: 'list', value: '' } }];
		await stage.generate('fal', { lorasMode: 'fields', loras: { row } });
		expect(inputsAt(stage)[0].loras).toEqual([{ path: frosting, scale: 0.8 }]);
	});
});

describe('looking up trigger words', () => {
	const look = (path: string, more: IDataObject = {}) => ({
		prompt: 'a castle',
		lorasMode: 'fields',
		loras: { row: [{ path, scale: 1, ...more }] },
		execution: { lookUpTriggerWords: true },
	});
	const run = async (parameters: IDataObject, typed: IDataObject = {}) =>
		await stage.generate('fal', parameters, {
			typed: { ...lists, ...typed },
			settings: continueOn.regular,
		});

	it('puts the words of the card before the prompt, and into the row', async () => {
		const { rows } = await run(look(frosting));
		expect(inputsAt(stage)[0].prompt).toBe('frstingln illustration, a castle');
		expect(rows[0]).toMatchObject({
			prompt: 'frstingln illustration, a castle',
			loras: [{ path: frosting, triggerWords: 'frstingln illustration' }],
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
		await stage.generate('replicate', parameters, { typed: lists });
		expect(inputsAt(stage)[0].prompt).toBe('vlvt night, a castle');
	});

	it('never fails a run, and says in the row what could not be looked up', async () => {
		const { rows } = await run(look('sandbox/nobody-knows-this'));
		expect(rows[0]).toMatchObject({ status: 'succeeded', prompt: 'a castle' });
		expect(rows[0].details).toEqual({
			triggerWords: expect.stringContaining('does not know it, or it is private (HTTP 401)'),
		});
	});

	it('says that it is switched off in the credential, and asks nobody', async () => {
		const { rows } = await run(look(frosting), { lookUpLoras: false });
		expect(rows[0].details).toEqual({ triggerWords: expect.stringContaining('switched off') });
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
		expect(rows[0].details).toEqual({
			loraCheck:
				'The LoRA sandbox/kontext-turn is for black-forest-labs/FLUX.1-Kontext-dev, and may do little here',
		});
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
			const typed = { ...lists, ...tokens };
			await stage.generate('replicate', parameters, { typed, settings: continueOn.regular });
		}
		const { requests, keysAt } = stage.sandbox.counters;
		expect(requests.filter(({ path }) => path.startsWith('/civitai')).length).toBe(1);
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
		['My Fine-Tune', 'fineTune', { endpoint: fineTune }],
	] as const)('reads those of an own training by %s', async (_, model, which) => {
		const execution = { lookUpTriggerWords: true };
		const parameters = { model, prompt: 'a castle', ...which, execution };
		const { rows } = await stage.generate('replicate', parameters, {
			...{ typed: lists, settings: continueOn.regular },
		});
		expect(stage.sandbox.tasks()[0].input.prompt).toBe('TOK, a castle');
		expect(rows[0].prompt).toBe('TOK, a castle');
		expect(rows[0]).not.toHaveProperty('details');
	});

	it('keeps the words given for My Fine-Tune, and asks nobody', async () => {
		const own = { endpoint: fineTune, triggerWords: 'MINE' };
		const execution = { lookUpTriggerWords: true };
		const parameters = { model: 'fineTune', prompt: 'a castle', ...own, execution };
		await stage.generate('replicate', parameters, { typed: lists });
		expect(inputsAt(stage)[0].prompt).toBe('MINE, a castle');
		expect(stage.sandbox.counters.requests.map(({ path }) => path)).not.toContain('/v1/trainings');
	});

	it('says that the base was not looked up where words are given and the card is not to be had', async () => {
		const { rows } = await run(look('sandbox/nobody-knows-that', { triggerWords: 'my own' }));
		expect(rows[0]).toMatchObject({ status: 'succeeded', prompt: 'my own, a castle' });
		expect(rows[0].details).toEqual({ loraCheck: expect.stringContaining('was not looked up') });
	});

	it('says that Any Model has no words to fill', async () => {
		const value = { prompt: 'a castle', loras: [{ path: frosting, scale: 1 }] };
		const { rows } = await run({
			...{ model: 'anyModel', anyModel: { __rl: true, mode: 'id', value: 'fal-ai/flux-lora' } },
			anyInput: { mappingMode: 'defineBelow', value, schema: [] },
			execution: { lookUpTriggerWords: true },
		});
		expect(rows[0].details).toEqual({
			triggerWords: expect.stringContaining('none of the models that the node knows by itself'),
		});
	});

	it('is off unless chosen', async () => {
		await run({ ...look(frosting), execution: {} });
		expect(inputsAt(stage)[0].prompt).toBe('a castle');
	});
});

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
