import type { FieldType, ResourceMapperField } from 'n8n-workflow';

import type { Field } from '../model';
import type { LiveModel } from './document';
import type { LiveField } from './fields';

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

/** n8n shows no description beside a mapped field, so its range and default stand in the label. */
function about({ field, schema }: LiveField): readonly string[] {
	const { default: preset } = schema;
	const said = preset === undefined || preset === null ? undefined : short(preset);
	const { min, max } = field as { readonly min?: number; readonly max?: number };
	const range =
		min !== undefined && max !== undefined
			? `${min} to ${max}`
			: min !== undefined
				? `from ${min}`
				: max !== undefined
					? `up to ${max}`
					: undefined;
	const files = field.kind === 'image' ? 'URL or binary field' : undefined;
	const list = field.kind === 'json' && field.holds === 'list' ? 'JSON list' : undefined;
	const object = field.kind === 'json' && field.holds === 'object' ? 'JSON' : undefined;
	const usual = said === undefined || field.kind === 'json' ? undefined : `default ${said}`;
	return [files, list, object, range, usual].filter((part) => part !== undefined);
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
			...(field.kind === 'choice'
				? { options: field.choices.map(({ value, label }) => ({ name: label, value })) }
				: {}),
		};
	});
}
