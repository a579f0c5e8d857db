import type { IDataObject } from 'n8n-workflow';
import type * as Cache from '../../nodes/shared/client/remembered';
import { builtModule, closeConnections } from '../engine/harness';
import { continueOn, failureOf, inputsAt, openStage, type Stage } from '../nodes/stage';
import { chosen, fieldsOf, type PanelSite } from './panel';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => {
	await stage.sandbox.close();
	await closeConnections();
});

/** What the editor keeps of a mapper: values of what is shown, and the whole schema. */
async function mapped(site: PanelSite, model: string, value: IDataObject): Promise<IDataObject> {
	const schema = (await fieldsOf(stage, site, model)).map((field) => ({
		...field,
		removed: !(field.id in value),
	}));
	return { mappingMode: 'defineBelow', value, schema: schema as never, matchingColumns: [] };
}

const run = async (site: PanelSite, model: string, value: IDataObject, more: object = {}) =>
	await stage.run(site, {
		model: 'anyModel',
		anyModel: chosen(model),
		anyInput: await mapped(site, model, value),
		...more,
	});

const blackLight = 'fofr/flux-black-light';
const newest = 'd0d48e298dcb51118c3f903817c833bba063936637a33ac52a8ffd6a94859af7';
const older = '01de01de01de01de01de01de01de01de01de01de01de01de01de01de01de01de';

describe('a run', () => {
	it.each([
		{
			site: 'replicate',
			model: 'sandbox/anything',
			value: { prompt: 'a tower', width: 256, height: 128, output_format: 'png' },
		},
		{
			site: 'fal',
			model: 'fal-ai/flux-kontext-lora/text-to-image',
			value: { prompt: 'a tower', image_size: 'square', num_images: 2, seed: 7 },
		},
		{
			site: 'waveSpeed',
			model: 'wavespeed-ai/flux-2-dev/text-to-image-lora',
			value: { prompt: 'a tower', size: '512*512', seed: 7 },
		},
	] as const)(
		'of a model of $site sends the inputs and brings the picture',
		async ({ site, model, value }) => {
			const { rows, pictures } = await run(site, model, value);
			expect(inputsAt(stage)).toEqual([{ seed: expect.any(Number), ...value }]);
			expect(rows[0]).toMatchObject({ status: 'succeeded', prompt: 'a tower', model });
			expect(rows[0]).not.toHaveProperty('details');
			expect(pictures[0]).toHaveLength(1);
		},
	);

	it('keeps to the version in the workflow, and tells of a newer one', async () => {
		const { rows } = await run('replicate', `${blackLight}:${older}`, { prompt: 'a tower' });
		expect(stage.sandbox.tasks()[0].model).toBe(blackLight);
		expect(rows[0].note).toBe(`There is a newer version: ${blackLight}:${newest}.`);
	});

	it('takes a picture from a binary field, and numbers that a sheet brings as texts', async () => {
		const png =
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
		const items = [
			{ json: {}, binary: { photo: { data: png, mimeType: 'image/png', fileName: 'photo.png' } } },
		];
		const model = 'wavespeed-ai/flux-kontext-dev-lora';
		const anyInput = await mapped('waveSpeed', model, {
			prompt: 'a tower',
			image: 'photo',
			num_images: '2',
		});
		const parameters = { model: 'anyModel', anyModel: chosen(model, 'id'), anyInput };
		await stage.run('waveSpeed', parameters, { items });
		expect(inputsAt(stage)[0]).toMatchObject({
			num_images: 2,
			image: expect.stringMatching(/^(?:data:image\/png|http:)/),
		});
	});

	it('brings a film as what it is', async () => {
		const { rows, items } = await run('waveSpeed', 'sandbox/anything', {
			prompt: 'a tower',
			output_format: 'mp4',
		});
		expect(rows[0].mimeType).toBe('video/mp4');
		expect(items[0].binary?.data.mimeType).toBe('video/mp4');
	});

	it.each([
		{
			says: 'a number beyond its bound',
			value: { prompt: 'a tower', num_images: 9 },
			words: 'Num Images must be a whole number from 1 to 4; it is 9',
		},
		{
			says: 'a required input left empty',
			value: { num_images: 1 },
			words: 'Prompt is empty',
		},
		{
			says: 'a LoRA stronger than the model takes',
			value: { prompt: 'a tower', loras: '[{"path": "owner/name", "scale": 9}]' },
			words: 'LoRAs at 0.scale does not fit the model',
		},
		{
			says: 'an input that the model no longer has',
			value: { prompt: 'a tower', shine: 3 },
			words: 'has no input "shine" any more',
		},
	])('refuses $says before anything is bought', async ({ value, words }) => {
		const parameters = {
			model: 'anyModel',
			anyModel: chosen('fal-ai/flux-lora'),
			anyInput: { mappingMode: 'defineBelow', value, schema: [] },
		};
		const { rows } = await stage.run('fal', parameters, { settings: continueOn.regular });
		expect(failureOf(rows[0]).error).toContain(words);
		expect(failureOf(rows[0]).details).toMatchObject({ kind: 'invalidInput', charged: 'no' });
		expect(stage.sandbox.tasks()).toEqual([]);
	});

	it('asks for the schema once for many items', async () => {
		const model = 'fal-ai/flux-krea-lora';
		const anyInput = { mappingMode: 'defineBelow', value: { prompt: 'a tower' }, schema: [] };
		const items = Array.from({ length: 6 }, () => ({}));
		await stage.run('fal', { model: 'anyModel', anyModel: chosen(model), anyInput }, { items });
		const asked = stage.sandbox.counters.requests.filter(({ path }) => path.includes('expand='));
		expect(asked).toHaveLength(1);
	});

	it('goes as given where the schema cannot be had, and the row says so', async () => {
		const anyInput = {
			mappingMode: 'defineBelow',
			value: { prompt: 'a tower', num_outputs: 2 },
			schema: [],
		};
		const { rows } = await stage.run('Replicate at a gateway', {
			model: 'anyModel',
			anyModel: chosen('black-forest-labs/flux-schnell', 'id'),
			anyInput,
		});
		expect(inputsAt(stage)).toEqual([{ prompt: 'a tower', num_outputs: 2 }]);
		expect(rows).toHaveLength(2);
		expect(rows[0].note).toMatch(/as given/);
	});

	it.each([403, 500])(
		'goes as given where the provider answers %d, and the row says so',
		async (status) => {
			builtModule<typeof Cache>('nodes/shared/client/remembered').forgetAll();
			stage.sandbox.faults.add({ step: 'other', times: 99, fault: { kind: 'status', status } });
			const anyInput = { mappingMode: 'defineBelow', value: { prompt: 'a tower' }, schema: [] };
			const anyModel = chosen('sandbox/anything', 'id');
			const { rows } = await stage.run('waveSpeed', { model: 'anyModel', anyModel, anyInput });
			builtModule<typeof Cache>('nodes/shared/client/remembered').forgetAll();
			expect(rows[0]).toMatchObject({
				status: 'succeeded',
				note: expect.stringContaining('as given'),
			});
		},
	);

	it('leaves out what was taken off the form again', async () => {
		const model = 'fal-ai/flux/schnell';
		const anyInput = {
			mappingMode: 'defineBelow',
			value: { prompt: 'a tower', enable_safety_checker: false },
			schema: [{ id: 'enable_safety_checker', type: 'boolean', removed: true }],
		};
		await stage.run('fal', { model: 'anyModel', anyModel: chosen(model), anyInput });
		expect(inputsAt(stage)).toEqual([{ prompt: 'a tower', seed: expect.any(Number) }]);
	});
});
