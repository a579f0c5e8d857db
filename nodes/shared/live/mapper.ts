import type { FieldType, ResourceMapperField } from 'n8n-workflow';

import type { Field } from '../model';
import { objectOf } from '../wire/answer';
import type { LiveModel } from './document';
import type { LiveField } from './fields';
import type { Schema } from './schema';

function typeFor(field: Field): FieldType {
	switch (field.kind) {
		case 'integer':
		case 'decimal':
		case 'seed':
			return 'number';
		case 'toggle':
			return 'boolean';
		case 'choice':
			return 'options';
		case 'json':
			return field.holds === 'list' ? 'array' : field.holds === 'any' ? 'string' : 'object';
		default:
			return 'string';
	}
}

const short = (value: unknown) => {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text.trim() === '' || text.length > 24 ? undefined : text;
};

function rangeOf({ min, max }: { readonly min?: number; readonly max?: number }) {
	if (min !== undefined && max !== undefined) return `${min} to ${max}`;
	if (min !== undefined) return `from ${min}`;
	return max === undefined ? undefined : `up to ${max}`;
}

/** What a list or an object is written like, as far as it is short. */
function jsonOf({ field, schema }: LiveField): string | undefined {
	if (field.kind !== 'json' || field.holds === 'any') return undefined;
	const inner = field.holds === 'list' ? objectOf(schema.items) : schema;
	const names = Object.keys(objectOf(inner.properties)).join(', ');
	const shape = names === '' || names.length > 40 ? '' : ` {${names}}`;
	if (field.holds !== 'list') return `JSON${shape}`;
	return `JSON list${shape === '' ? '' : ` of${shape}`}`;
}

function filesOf({ field }: LiveField): string | undefined {
	if (field.kind !== 'image') return undefined;
	return field.many === undefined
		? 'URL or binary field'
		: 'URLs or binary fields, comma separated';
}

/** Sides beside named sizes (fal's `image_size`); n8n's list of choices takes them as an expression. */
function besides({ field, schema }: LiveField): string | undefined {
	if (field.kind !== 'choice' || !Array.isArray(schema.anyOf)) return undefined;
	const sized = (schema.anyOf as Schema[]).some(
		({ properties }) => 'width' in objectOf(properties) && 'height' in objectOf(properties),
	);
	return sized ? 'or an expression such as 1024x768' : undefined;
}

/** n8n shows no description beside a mapped field, so what it takes stands in the label. */
function about(live: LiveField): readonly string[] {
	const { field, schema } = live;
	const { default: preset, maxItems } = schema;
	const said = preset === undefined || preset === null ? undefined : short(preset);
	const most = typeof maxItems === 'number' ? `up to ${maxItems}` : undefined;
	const range = rangeOf(field as { readonly min?: number; readonly max?: number });
	const usual = said === undefined || field.kind === 'json' ? undefined : `default ${said}`;
	return [filesOf(live), jsonOf(live), most, range, usual, besides(live)].filter(
		(part) => part !== undefined,
	);
}

/** What the field holds when it comes onto the form; n8n versions before 2 leave it empty. */
function presetOf({ field, schema: { default: preset } }: LiveField) {
	if (field.kind === 'json' || field.kind === 'image' || field.kind === 'seed') return {};
	if (field.kind === 'choice') return preset === undefined ? {} : { defaultValue: field.default };
	const plain = ['string', 'number', 'boolean'].includes(typeof preset) && preset !== '';
	return plain ? { defaultValue: preset as string | number | boolean } : {};
}

const labelled = (live: LiveField) => {
	const notes = about(live);
	return notes.length === 0 ? live.field.label : `${live.field.label} (${notes.join(', ')})`;
};

/** The model's own form: what it needs stands there, the rest can be added. */
export function mappedFields({ fields }: LiveModel): ResourceMapperField[] {
	return fields.map((live) => {
		const { field } = live;
		const required = field.required === true;
		return {
			id: field.name,
			displayName: labelled(live),
			defaultMatch: false,
			canBeUsedToMatch: false,
			required,
			display: true,
			removed: !required,
			type: typeFor(field),
			...presetOf(live),
			...(field.kind === 'choice'
				? { options: field.choices.map(({ value, label }) => ({ name: label, value })) }
				: {}),
		};
	});
}
