import type { ModelDocument } from '../modelCatalog';
import type { Target } from '../task';
import { fieldOf, tokensOf, type LiveField } from './fields';
import { labelOf } from './labels';
import { resolved, type Schema } from './schema';

/** A model's form and check, made from its live schema. */
export interface LiveModel {
	readonly target: Target;
	readonly docs: string;
	readonly newer?: string;
	/** The order of the form: what is required first. */
	readonly fields: readonly LiveField[];
	/** The whole input, for the validator. */
	readonly schema: Schema;
	readonly tokens: ReturnType<typeof tokensOf>;
}

/** Cog's `x-order` (models.md 3.1), a list of names (3.2, 3.3), else as they came. */
function placeOf(name: string, schema: Schema, order: readonly string[], index: number): number {
	const own = schema['x-order'];
	if (typeof own === 'number') return own;
	const listed = order.indexOf(name);
	return listed < 0 ? 1000 + index : listed;
}

/** Titles that two inputs share say less than their names (met at WaveSpeed). */
function distinct(fields: readonly LiveField[]): LiveField[] {
	const labels = fields.map(({ field }) => field.label);
	const shared = (label: string) => labels.indexOf(label) !== labels.lastIndexOf(label);
	return fields.map(({ field, schema }) => ({
		field: shared(field.label) ? { ...field, label: labelOf(field.name, undefined) } : field,
		schema,
	}));
}

export function readDocument(document: ModelDocument): LiveModel {
	const { target, docs, newer, order = [] } = document;
	const whole = resolved(document.input, document.root);
	const properties = (whole.properties ?? {}) as Readonly<Record<string, Schema>>;
	const required = new Set((whole.required ?? []) as readonly unknown[]);
	const placed = Object.entries(properties).map(([name, schema], index) => ({
		name,
		schema,
		first: required.has(name) ? 0 : 1,
		place: placeOf(name, schema, order, index),
	}));
	const fields = placed
		.sort((a, b) => a.first - b.first || a.place - b.place || a.name.localeCompare(b.name))
		.flatMap(({ name, schema, first }): LiveField[] => {
			const field = fieldOf(name, schema, first === 0);
			return field === undefined ? [] : [{ field, schema }];
		});
	const told = distinct(fields);
	// What the form does not show nobody can fill in; the provider decides about it.
	const shown = new Set(fields.map(({ field }) => field.name));
	const asked = [...required].filter((name) => shown.has(String(name)));
	const schema = { ...whole, required: asked };
	const tokens = document.trusted === true ? tokensOf(properties) : {};
	return { target, docs, newer, fields: told, schema, tokens };
}
