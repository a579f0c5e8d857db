import { closeConnections } from '../engine/harness';
import { openStage, type Stage } from '../nodes/stage';
import { chosen, fieldsOf, nodeOf, openPanel } from './panel';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => {
	await stage.sandbox.close();
	await closeConnections();
});

const blackLight = 'fofr/flux-black-light';
const newest = 'd0d48e298dcb51118c3f903817c833bba063936637a33ac52a8ffd6a94859af7';

describe('the list of models', () => {
	it.each([
		{ site: 'replicate', words: 'black light', finds: [`${blackLight}:${newest}`] },
		{ site: 'replicate', words: 'schnell-lora', finds: ['black-forest-labs/flux-schnell-lora'] },
		{ site: 'fal', words: 'kontext inpaint', finds: ['fal-ai/flux-kontext-lora/inpaint'] },
		{ site: 'waveSpeed', words: 'krea dev', finds: ['wavespeed-ai/flux-krea-dev-lora'] },
	] as const)(
		'of $site finds "$words" and keeps what a workflow runs',
		async ({ site, words, finds }) => {
			const panel = await openPanel(nodeOf[site], {}, stage.credential(site));
			const { results } = await panel.search('searchModels', words);
			expect(results.map(({ value }) => value)).toEqual(expect.arrayContaining([...finds]));
			expect(results.every(({ url }) => url?.startsWith('https://'))).toBe(true);
		},
	);

	it.each(['replicate', 'fal', 'waveSpeed'] as const)(
		'of %s shows something without words',
		async (site) => {
			const panel = await openPanel(nodeOf[site], {}, stage.credential(site));
			expect((await panel.search('searchModels')).results.length).toBeGreaterThan(5);
		},
	);

	it('says what to do where a gateway has none', async () => {
		const panel = await openPanel('replicateImage', {}, stage.credential('Replicate at a gateway'));
		await expect(panel.search('searchModels')).rejects.toThrow('Other Model (JSON Input)');
	});

	it('tells a wrong key from a missing list', async () => {
		const credential = { ...stage.credential('replicate'), apiKey: 'r8_wrong_wrong_wrong_wrong' };
		const panel = await openPanel('replicateImage', {}, credential);
		await expect(panel.search('searchModels', 'flux')).rejects.toThrow(
			'does not accept the API key',
		);
	});
});

describe("a model's own form", () => {
	it('has what it needs first and on the form, and the rest to add', async () => {
		const fields = await fieldsOf(stage, 'waveSpeed', 'wavespeed-ai/flux-kontext-dev-lora');
		expect(fields.slice(0, 2).map(({ id, removed }) => [id, removed])).toEqual([
			['prompt', false],
			['image', false],
		]);
		expect(fields.find(({ id }) => id === 'num_images')).toMatchObject({
			type: 'number',
			displayName: 'Num Images (1 to 4, default 1)',
			required: false,
			removed: true,
		});
	});

	it('reads enums behind allOf and $ref, hides secrets and keeps the order', async () => {
		const fields = await fieldsOf(stage, 'replicate', 'black-forest-labs/flux-dev-lora');
		const format = fields.find(({ id }) => id === 'output_format');
		expect(format?.options?.map(({ value }) => value)).toEqual(['webp', 'jpg', 'png']);
		expect(fields.map(({ id }) => id)).not.toContain('hf_api_token');
		expect(fields[0].id).toBe('prompt');
	});

	it('waits for a model', async () => {
		const panel = await openPanel('falImage', { anyModel: chosen('') }, stage.credential('fal'));
		expect(await panel.inputs('modelInput')).toMatchObject({ fields: [] });
	});

	it('says that there is no such model', async () => {
		await expect(fieldsOf(stage, 'fal', 'fal-ai/nothing-here')).rejects.toThrow('has no model');
	});

	it('wants the version of a community model, and names the latest', async () => {
		await expect(fieldsOf(stage, 'replicate', blackLight)).rejects.toThrow(
			`${blackLight}:${newest}`,
		);
	});
});
