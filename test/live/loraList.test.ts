import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type * as Cache from '../../nodes/shared/client/remembered';
import { builtModule } from '../engine/harness';
import { inputsAt, openStage, type Stage } from '../nodes/stage';
import { nodeOf, openPanel, type PanelSite } from './panel';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => {
	stage.sandbox.reset();
	builtModule<typeof Cache>('nodes/shared/client/remembered').forgetAll();
});
afterAll(async () => await stage.close());

async function found(
	site: PanelSite,
	model: string,
	words = '',
	typed: ICredentialDataDecryptedObject = {},
) {
	const credential = stage.credential(site, typed);
	const parameters = { operation: 'generate', model };
	const panel = await openPanel(nodeOf[site], parameters, credential, 'parameters.lora_weights');
	const { results } = await panel.search('searchLoras', words);
	return results.map(({ name, value }) => [name, value] as const);
}

const bfl = 'black-forest-labs/flux-dev-lora';
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

	it('offers each file where a repo has several, and leaves out what a model cannot load', async () => {
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
		expect(await found('replicate', 'lucataco/flux-dev-lora', 'paper')).toEqual([]);
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
			[name, 'https://civitai.com/models/618692?modelVersionId=691639'],
		]);
		expect(await found('replicate', 'lucataco/flux-schnell-lora', 'velvet')).toEqual([
			[name, 'https://civitai.com/models/618692?modelVersionId=691639'],
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
		const execution = { ifMissing: 'tell' };
		await stage.generate('fal', { lorasMode: 'fields', loras: { row }, execution });
		expect(inputsAt(stage)[0].loras).toEqual([{ path: frosting, scale: 0.8 }]);
	});
});
