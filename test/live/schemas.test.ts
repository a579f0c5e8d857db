import { propertiesOf } from '../../nodes/shared/form/field';
import type { LiveModel } from '../../nodes/shared/live/document';
import { mappedFields } from '../../nodes/shared/live/mapper';
import { lintForms } from '../tools/lintForms';
import { printNode } from '../tools/printForm';
import { breaches, least, presets, refusalOf } from './probe';
import { fixtures, liveOf, sharedSchemas, type Recorded } from './recorded';

/** A node whose form is that of the model, as n8n's rules want to read it. */
function printed(model: LiveModel): string {
	class LiveForm {
		description = {
			displayName: 'Live Form',
			name: 'liveForm',
			icon: {
				light: 'file:../../icons/replicate.svg',
				dark: 'file:../../icons/replicate.dark.svg',
			},
			subtitle: '={{ $parameter["prompt"] }}',
			group: ['transform'],
			version: 1,
			description: 'A form made from a live schema',
			defaults: { name: 'Live Form' },
			usableAsTool: true,
			inputs: ['main'],
			outputs: ['main'],
			properties: model.fields.flatMap(({ field }) => propertiesOf(field)),
		};
	}
	return printNode(new LiveForm() as never);
}

/** Values an answer itself shows: examples of the schema, and of Replicate a whole prediction. */
function examplesOf({ body }: Recorded, model: LiveModel): Readonly<Record<string, unknown>> {
	const told = (body as { default_example?: { input?: Record<string, unknown> } }).default_example;
	const known = new Set(model.fields.map(({ field }) => field.name));
	const input = Object.entries(told?.input ?? {}).filter(([name]) => known.has(name));
	const shown = model.fields.flatMap(({ field, schema }) => {
		const examples = schema.examples ?? [schema.example];
		const [example] = (Array.isArray(examples) ? examples : []) as unknown[];
		return example === undefined || example === null ? [] : [[field.name, example] as const];
	});
	return Object.fromEntries([...shown, ...input]);
}

function suite(all: readonly Recorded[]): void {
	it.each(all)('$name gives a form, required inputs first', async (recorded) => {
		const model = await liveOf(recorded);
		const mapped = mappedFields(model);
		expect(mapped.length).toBeGreaterThan(0);
		expect(new Set(mapped.map(({ id }) => id)).size).toBe(mapped.length);
		expect(new Set(mapped.map(({ displayName }) => displayName)).size).toBe(mapped.length);
		const optional = mapped.findIndex(({ required }) => !required);
		expect(mapped.slice(optional < 0 ? mapped.length : optional).some((one) => one.required)).toBe(
			false,
		);
	});

	it.each(all)('$name takes its least, its defaults and its examples', async (recorded) => {
		const model = await liveOf(recorded);
		expect(refusalOf(model, least(model))).toBeUndefined();
		expect(refusalOf(model, { ...least(model), ...presets(model) })).toBeUndefined();
		expect(refusalOf(model, { ...least(model), ...examplesOf(recorded, model) })).toBeUndefined();
	});

	it.each(all)('$name refuses what breaks a bound, by the name of the input', async (recorded) => {
		const model = await liveOf(recorded);
		const tried = breaches(model);
		const taken = tried.filter(
			({ name, value }) => refusalOf(model, { ...least(model), [name]: value }) === undefined,
		);
		expect(taken).toEqual([]);
		for (const { name, value } of tried) {
			const label = model.fields.find(({ field }) => field.name === name)?.field.label ?? '';
			expect(refusalOf(model, { ...least(model), [name]: value })).toContain(label);
		}
		for (const { field } of model.fields.filter(({ field: one }) => one.required)) {
			const { [field.name]: _, ...rest } = least(model);
			expect(refusalOf(model, rest)).toBe(`${field.label} is empty`);
		}
	});

	it("gives forms that pass n8n's own lint rules", async () => {
		const files = await Promise.all(
			all.map(async (recorded) => ({
				path: 'nodes/LiveForm/LiveForm.node.ts',
				text: printed(await liveOf(recorded)),
			})),
		);
		expect(lintForms(files)).toEqual([]);
	});
}

if (sharedSchemas.length > 0) describe('every recorded answer', () => suite(sharedSchemas));
else it.todo('every recorded answer: there is no folder of them (SHARED_SCHEMAS)');

describe('every fixture of ours', () => suite(fixtures));
