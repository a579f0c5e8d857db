import { readDocument } from '../../nodes/shared/live/document';
import type { ModelDocument } from '../../nodes/shared/modelCatalog';
import { parseLive } from '../../nodes/shared/live/input';
import { mappedFields } from '../../nodes/shared/live/mapper';

type Json = Readonly<Record<string, unknown>>;

describe('a form', () => {
	const live = (properties: Json, required: readonly string[] = []) =>
		readDocument({
			...{ target: { endpoint: 'a/b' }, docs: '', root: {} },
			input: { type: 'object', properties, required },
		} satisfies ModelDocument);
	const labelOf = (schema: Json, name = 'some') =>
		mappedFields(live({ [name]: schema }))[0].displayName;

	const lora = {
		type: 'object',
		properties: { path: { type: 'string' }, scale: { type: 'number', minimum: 0, maximum: 4 } },
	};
	it.each([
		[
			{ type: 'array', items: lora, maxItems: 3 },
			'loras',
			'LoRAs (JSON list of {path, scale}, up to 3)',
		],
		[{ type: 'array', items: { type: 'number' } }, 'some', 'Some (JSON list)'],
		[{ type: 'object', properties: { r: {}, g: {}, b: {} } }, 'color', 'Color (JSON {r, g, b})'],
		[
			{ type: 'array', items: { type: 'string', format: 'uri' }, maxItems: 10 },
			'images',
			'Images (URLs or binary fields, comma separated, up to 10)',
		],
		[
			{
				anyOf: [
					{ type: 'object', properties: { width: {}, height: {} } },
					{ type: 'string', enum: ['square'] },
				],
				default: 'square',
			},
			'image_size',
			'Image Size (default square, or an expression such as 1024x768)',
		],
		[{ type: 'string' }, 'lora_url', 'LoRA URL'],
	] as const)('tells in the label what %j takes', (schema, name, label) => {
		expect(labelOf(schema, name)).toBe(label);
	});

	it("puts the model's own default into what is added", () => {
		const fields = mappedFields(
			live({
				steps: { type: 'integer', default: 28 },
				safe: { type: 'boolean', default: true },
				size: { type: 'string', enum: ['a', 'b'], default: 'b' },
				kind: { type: 'string', enum: ['a', 'b'] },
				seed: { type: 'integer', default: -1 },
				image: { type: 'string', format: 'uri', default: 'https://example.com/a.png' },
			}),
		);
		const told = fields.flatMap(({ id, defaultValue }) =>
			defaultValue === undefined ? [] : [[id, defaultValue]],
		);
		expect(told).toEqual(
			expect.arrayContaining([
				['steps', 28],
				['safe', true],
				['size', 'b'],
			]),
		);
		expect(told).toHaveLength(3);
	});

	it('leaves to the provider what is needed and not shown: secrets and hidden inputs', () => {
		const needing = live(
			{
				prompt: { type: 'string' },
				hf_api_token: { type: 'string', 'x-cog-secret': true },
				mode: { type: 'string', 'x-hidden': true, default: 'usual' },
			},
			['prompt', 'hf_api_token', 'mode'],
		);
		expect(parseLive(needing, { prompt: 'a tower' }).wire).toEqual({ prompt: 'a tower' });
		expect(() => parseLive(needing, {})).toThrow('Prompt is empty');
	});

	const side = { type: 'integer', exclusiveMinimum: 0, maximum: 2048 };
	const sized = {
		anyOf: [
			{ type: 'object', properties: { width: side, height: side } },
			{ type: 'string', enum: ['square', 'wide'] },
		],
	};
	it.each([
		['wide', 'wide'],
		['640x480', { width: 640, height: 480 }],
		['640 × 480', { width: 640, height: 480 }],
		['{"width": 640, "height": 480}', { width: 640, height: 480 }],
		[
			{ width: 640, height: 480 },
			{ width: 640, height: 480 },
		],
	])('takes %j for a size with names', (given, sent) => {
		expect(parseLive(live({ image_size: sized }), { image_size: given }).wire).toEqual({
			image_size: sent,
		});
	});

	it.each(['huge', '640x4800', '0x480'])('refuses %s for a size with names', (given) => {
		expect(() => parseLive(live({ image_size: sized }), { image_size: given })).toThrow(
			'Image Size',
		);
	});

	it('sends a choice as the schema lists it, and what may be null only when it is filled in', () => {
		const model = live({
			duration: { type: 'integer', enum: [5, 10] },
			strength: { anyOf: [{ type: 'number', maximum: 1 }, { type: 'null' }] },
		});
		expect(parseLive(model, { duration: '10', strength: null }).wire).toEqual({ duration: 10 });
		expect(() => parseLive(model, { strength: 2 })).toThrow('Strength');
	});

	it('counts the pictures that come when nothing else is asked for', () => {
		const several = live({ num_images: { type: 'integer', default: 3 } });
		expect(parseLive(several, {}).count).toBe(3);
		expect(parseLive(several, { num_images: 2 }).count).toBe(2);
		expect(parseLive(live({ prompt: { type: 'string' } }), {}).count).toBe(1);
	});
});
