import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { SpotName } from '../engine/spots';
import { continueOn, failureOf, openStage, submitsAt, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

const locator = (value: string) => ({ __rl: true, mode: 'path', value });
const row = (...paths: unknown[]) => ({ loras: { row: paths.map((path) => ({ path })) } as never });
const json = (lorasJson: string) => ({ lorasMode: 'json', lorasJson });
const bfl = { model: 'black-forest-labs/flux-dev-lora' };
const anyInput = (value: IDataObject) => ({
	model: 'anyModel',
	anyModel: { __rl: true, mode: 'id', value: 'fal-ai/flux-lora/image-to-image' },
	anyInput: { mappingMode: 'defineBelow', value: { prompt: 'a fox', ...value }, schema: [] },
});

/** What is given and does not come, as a start image or a LoRA: fails by itself. */
const grave: ReadonlyArray<readonly [string, SpotName, IDataObject, RegExp]> = [
	[
		'a start image',
		'replicate',
		{ options: { image: '={{ $json.nope }}' } },
		/^Start Image: the expression {{ \$json\.nope }} found nothing/,
	],
	[
		'null in its place',
		'waveSpeed',
		{ options: { image: '={{ $json.nothing }}' } },
		/^Start Image: .* found nothing/,
	],
	[
		'a mask',
		'waveSpeed',
		{ options: { mask_image: '={{ $json.nope }}' } },
		/^Mask: .* found nothing/,
	],
	[
		'a node that gave no such field',
		'replicate',
		{ options: { image: "={{ $('Start').item.binary?.photo }}" } },
		/^Start Image: .* found nothing/,
	],
	['a LoRA', 'replicate', { ...bfl, lora_weights: '={{ $json.nope }}' }, /^LoRA: .* found nothing/],
	[
		'a LoRA by its path',
		'replicate',
		{ ...bfl, lora_weights: locator('={{ $json.nope }}') },
		/^LoRA: .* found nothing/,
	],
	['a LoRA in a row', 'fal', row('={{ $json.nope }}'), /^LoRA: .* found nothing/],
	[
		'the second of two',
		'waveSpeed',
		row('alvdansen/frosting_lane_flux', locator('={{ $json.nope }}')),
		/^LoRA 2: .* found nothing/,
	],
	['a row whose LoRA stands under another name', 'fal', row(undefined), /^LoRA is an empty row/],
	['a row left empty', 'waveSpeed', row(locator('')), /^LoRA is an empty row/],
	['a list of LoRAs', 'fal', json('={{ $json.nope }}'), /^LoRAs \(JSON\): .* found nothing/],
	[
		'a path in a list',
		'fal',
		json('={{ [{ path: $json.nope }] }}'),
		/^LoRA of LoRAs \(JSON\) has no path/,
	],
	['the list as the form offers it', 'fal', json('[{ "path": "" }]'), /has no path/],
	[
		'an image of any model',
		'fal',
		anyInput({ image_url: '={{ $json.nope }}' }),
		/^image_url: .* found nothing|Image URL is empty/i,
	],
];

/** What may be meant: a blank cell, a word. Told, and fails where the user wants that. */
const light: ReadonlyArray<readonly [string, SpotName, IDataObject, RegExp]> = [
	[
		'a blank cell for a start image',
		'replicate',
		{ options: { image: '={{ $json.blank }}' } },
		/^Start Image: the expression {{ \$json\.blank }} gave nothing but a blank\.$/,
	],
	[
		'an empty list of attachments',
		'waveSpeed',
		{ options: { image: '={{ $json.none }}' } },
		/^Start Image: .* blank/,
	],
	['a blank cell for a LoRA', 'fal', row('={{ $json.blank }}'), /^LoRA: .* blank/],
	[
		'a blank cell for the one LoRA',
		'replicate',
		{ ...bfl, lora_weights: '={{ $json.blank }}' },
		/^LoRA: .* blank/,
	],
	['a blank path in a list', 'fal', json('={{ [{ path: $json.blank }] }}'), /has no path/],
	[
		'the word undefined',
		'replicate',
		{ prompt: '={{ "A photo of " + $json.nope }}' },
		/^Prompt holds the word undefined/,
	],
	['the word null', 'fal', { prompt: '={{ `A ${$json.nothing} fox` }}' }, /the word null/],
	['NaN', 'waveSpeed', { prompt: '={{ "Fox no. " + Number("x") }}' }, /the word NaN/],
	['a prompt of an earlier node', 'fal', { prompt: '={{ $json.said }}' }, /the word undefined/],
];

const item = { blank: '', nothing: null, none: [], said: 'a photo of undefined', a: 1 };
const on = { items: [item], settings: continueOn.regular };
const withOption = (parameters: IDataObject, ifMissing: string) => ({
	...parameters,
	execution: { ifMissing },
});

describe('what was given and did not come', () => {
	it.each(grave)('%s fails unpaid, with the way out', async (_what, spot, parameters, says) => {
		const { rows } = await stage.generate(spot, parameters, on);
		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(says);
		expect(details).toMatchObject({ kind: 'invalidInput', charged: 'no', safeToRetry: true });
		expect(stage.sandbox.counters.requests.filter(({ method }) => method === 'POST')).toEqual([]);
	});

	const optional = grave.filter(([what]) => !what.includes('any model'));
	it.each(optional)('%s is told in the row, by option', async (_what, spot, parameters, says) => {
		const { rows } = await stage.generate(spot, withOption(parameters, 'tell'), on);
		expect(rows[0]).toMatchObject({ status: 'succeeded', note: expect.stringMatching(says) });
		expect(rows[0]).not.toHaveProperty('details');
	});

	it.each(light)('%s is told in the row', async (_what, spot, parameters, says) => {
		const { rows, workflow } = await stage.generate(spot, parameters, on);
		expect(rows[0]).toMatchObject({ status: 'succeeded', note: expect.stringMatching(says) });
		const run = workflow.run.data.resultData.runData.Images[0];
		expect(JSON.stringify(run.hints)).toContain(JSON.stringify(rows[0].note).slice(1, -1));
	});

	it.each(light)('%s fails the row, by option', async (_what, spot, parameters, says) => {
		const { rows } = await stage.generate(spot, withOption(parameters, 'fail'), on);
		const { error, details } = failureOf(rows[0]);
		expect(`${error}.`).toMatch(says);
		expect(details).toMatchObject({ kind: 'invalidInput', charged: 'no' });
		expect(submitsAt(stage)).toBe(0);
	});

	it.each([
		['a word that the user wrote', { prompt: 'the word undefined on a wall' }],
		['the same beside an expression', { prompt: '=the word null on {{ $json.a }} walls' }],
		['null within another word', { prompt: '={{ "an annulled NaNcy" }}' }],
		['a field that nobody gave', { options: {} }],
		['an empty start image', { options: { image: '' } }],
	])('%s is no slip', async (_what, parameters) => {
		const { rows } = await stage.generate('replicate', withOption(parameters, 'fail'), on);
		expect(rows[0]).toMatchObject({ status: 'succeeded', note: null });
	});
});

describe('a prompt of which only the fixed half came', () => {
	const empty: INodeExecutionData = { json: {} };
	it.each(['replicate', 'fal', 'waveSpeed'] as const)(
		'%s: on an item without fields it is refused, unpaid',
		async (spot) => {
			const prompt = '=Photo of {{ $json.animal }}';
			const { rows } = await stage.generate(spot, { prompt }, { ...on, items: [empty] });
			const { error, details } = failureOf(rows[0]);
			expect(error).toMatch(
				/^Prompt is only the fixed part .*"Photo of": this item has no fields for {{ \$json\.animal }}/,
			);
			expect(details).toMatchObject({ kind: 'invalidInput', charged: 'no', safeToRetry: true });
			expect(submitsAt(stage)).toBe(0);
		},
	);

	it.each([
		['without expressions', 'Photo of a fox', [empty]],
		['with what is no field of the item', '=Photo of {{ $now.year > 3000 ? "x" : "" }}', [empty]],
		['that came whole', '=Photo of {{ $json.a }}', [{ json: { a: 'fox' } }]],
	])('one %s is sent', async (_what, prompt, items) => {
		const { rows } = await stage.generate('fal', { prompt }, { ...on, items });
		expect(rows[0].status).toBe('succeeded');
	});
});
