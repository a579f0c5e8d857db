import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { fields, files, rows, several } from './startImageRows';
import { continueOn, failureOf, inputsAt, openStage, submitsAt, type Stage } from './stage';
import { runNode } from '../engine/harness';
import { asTool } from './asTool';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

const item: INodeExecutionData = { json: fields, binary: { ...files } };
const on = { items: [item], settings: continueOn.regular };

function refused(row: IDataObject | undefined, says: RegExp): void {
	const { error, details } = failureOf(row);
	expect(`${error} ${details.nextStep}`).toMatch(says);
	expect(details).toMatchObject({ kind: 'invalidInput', charged: 'no', safeToRetry: true });
	expect(stage.sandbox.counters.requests).toEqual([]);
}

describe('a start image as people give it', () => {
	it.each(rows)('%s → %s', async (typed, end) => {
		const { rows: made } = await stage.generate('replicate', { options: { image: typed } }, on);
		if (typeof end !== 'string') return refused(made[0], end);
		expect(made[0]).toMatchObject({ status: 'succeeded', note: null });
		expect(inputsAt(stage)[0].image).toBe(end);
	});

	const places = {
		fal: (typed: string) => ({ model: 'fal-ai/flux-lora/image-to-image', image_url: typed }),
		waveSpeed: (typed: string) => ({ options: { image: typed } }),
	} as const;
	const elsewhere = rows.filter((_, index) => index % 6 === 0);
	it.each(
		elsewhere.flatMap(([typed, end]) =>
			(['fal', 'waveSpeed'] as const).map((spot) => [spot, typed, end] as const),
		),
	)('%s: %s → %s', async (spot, typed, end) => {
		const { rows: made } = await stage.generate(spot, places[spot](typed), on);
		if (typeof end !== 'string') return refused(made[0], end);
		expect(inputsAt(stage)[0]).toMatchObject({ [spot === 'fal' ? 'image_url' : 'image']: end });
	});

	it.each(several)('where several are taken: %s → %s', async (typed, end) => {
		const parameters = { model: 'wavespeed-ai/flux-2-dev/edit-lora', images: typed };
		const { rows: made } = await stage.generate('waveSpeed', parameters, on);
		if (end instanceof RegExp) return refused(made[0], end);
		expect(inputsAt(stage)[0].images).toEqual(end);
	});

	it('a private address goes as it is at a gateway, which may be private itself', async () => {
		const image = 'http://192.168.1.20/a.png';
		await stage.generate('Replicate at a gateway', { options: { image } }, on);
		expect(inputsAt(stage)[0].image).toBe(image);
	});
});

/** A node that hands on text alone, as Edit Fields and language models do. */
const writer = {
	description: { name: 'between', version: 1, inputs: ['main'], outputs: ['main'], properties: [] },
	async execute(this: { getInputData(): INodeExecutionData[] }) {
		const items = this.getInputData();
		const written = items.map((_, index) => ({ json: { i: index }, pairedItem: { item: index } }));
		return await Promise.resolve([written]);
	},
} as unknown as INodeType;

describe('a photo of an earlier node, behind one that drops files', () => {
	const named = (data: string): INodeExecutionData => ({
		json: {},
		binary: { photo: { ...files.photo, data } },
	});
	const other = Buffer.concat([Buffer.from(files.photo.data, 'base64'), Buffer.from('x')]);
	const items = [named(files.photo.data), named(other.toString('base64'))];
	const sent = () =>
		inputsAt(stage)
			.map(({ image }) => String(image).split(',')[1])
			.sort();
	const both = items.map(({ binary }) => binary?.photo.data).sort();

	it.each([
		"={{ $('Start').item.binary.photo }}",
		"={{ [$('Start').item.binary.photo] }}",
		"={{ $('Start').all()[$itemIndex].binary }}",
	])('%s: each item its own', async (image) => {
		const { rows: made } = await stage.generate(
			'replicate',
			{ options: { image } },
			{ items, between: writer },
		);
		expect(made.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
		expect(sent()).toEqual(both);
	});

	it('its name alone is refused with how to name the earlier node’s file', async () => {
		const { rows: made } = await stage.generate(
			'replicate',
			{ options: { image: 'photo' } },
			{ items: items.slice(0, 1), between: writer, settings: continueOn.regular },
		);
		refused(made[0], /no binary field "photo"; it has none at all.*\$\('Form'\)\.item\.binary/);
	});

	it.each(["={{ $('Start').item.binary.photo }}", "={{ $('Start').first().binary.photo }}"])(
		'as a tool of an agent: %s',
		async (image) => {
			const { rows: made } = await runNode({
				type: 'test.waveSpeedImage',
				nodeTypes: { 'test.waveSpeedImage': asTool('WaveSpeed', 'WaveSpeedImage') },
				parameters: {
					model: 'wavespeed-ai/flux-dev-lora',
					prompt: 'a castle',
					options: { image },
				},
				credentials: stage.credential('waveSpeed'),
				items: items.slice(0, 1),
				between: writer,
			});
			expect(made[0].status).toBe('succeeded');
			expect(submitsAt(stage)).toBe(1);
			expect(inputsAt(stage)[0].image).toBe(`data:image/png;base64,${files.photo.data}`);
		},
	);
});
