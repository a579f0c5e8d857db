import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { loraProperties } from './loras';
import { locator } from './locator';
import { numberLooks } from './numbers';
import type { Choice, Field, IntegerField, LorasField, SizeField, TextField } from '../model';

/** n8n's lint wants lists of five and more in alphabetical order. */
const SORTED_FROM = 5;

export function inOrder<T>(list: readonly T[], name: (one: T) => string): T[] {
	if (list.length < SORTED_FROM) return [...list];
	return [...list].sort((a, b) => name(a).localeCompare(name(b)));
}

function optionsOf(choices: readonly Choice[]): INodePropertyOptions[] {
	const options = choices.map(({ value, label }) => ({ name: label, value }));
	return inOrder(options, ({ name }) => name);
}

type Looks = Pick<
	INodeProperties,
	'type' | 'default' | 'options' | 'typeOptions' | 'placeholder' | 'hint'
>;

function looksOf(field: Exclude<Field, LorasField | SizeField>): Looks {
	switch (field.kind) {
		case 'text':
			return {
				type: 'string',
				...(field.rows === undefined ? {} : { typeOptions: { rows: field.rows } }),
				default: field.default ?? '',
			};
		case 'integer':
			return {
				...numberLooks(field, 0),
				...(field.role === 'count' ? { hint: 'Each image is charged' } : {}),
			};
		case 'decimal':
			return numberLooks(field, 2);
		case 'toggle':
			return { type: 'boolean', default: field.default };
		case 'choice':
			return { type: 'options', options: optionsOf(field.choices), default: field.default };
		// A number cannot be empty in n8n.
		case 'seed':
			return { type: 'string', default: '', placeholder: 'Random' };
		case 'image':
			return { type: 'string', default: '' };
		case 'json':
			return { type: 'json', typeOptions: { rows: 6 }, default: field.default ?? '{}' };
	}
}

function common({ label, name, help, placeholder, required }: Field) {
	return {
		displayName: label,
		name,
		description: help,
		...(placeholder === undefined ? {} : { placeholder }),
		...(required === true ? { required } : {}),
	};
}

function side(field: SizeField, name: string, label: string): INodeProperties {
	const { min, max } = field;
	return {
		displayName: label,
		name,
		...numberLooks({ min, max, default: 1024, name, label, help: '' }, 0),
		description: `In pixels, from ${min} to ${max}`,
		displayOptions: { show: { [field.name]: ['custom'] } },
	};
}

function sizeProperties(field: SizeField): INodeProperties[] {
	const choices = [...field.choices, { value: 'custom', label: 'Custom' }];
	return [
		{ ...common(field), type: 'options', options: optionsOf(choices), default: field.default },
		side(field, 'customWidth', 'Width'),
		side(field, 'customHeight', 'Height'),
	];
}

const whenOf = ({ when }: IntegerField) =>
	when === undefined ? {} : { displayOptions: { show: { [when.field]: [...when.is] } } };

function trainingProperty(field: TextField): INodeProperties {
	const { placeholder, ...rest } = common(field);
	const by = ['By Name', 'name'] as const;
	const invitation = 'Choose a training…';
	return { ...rest, ...locator({ search: 'searchTrainings', invitation, by, placeholder }) };
}

/** The n8n properties of one field; which models show them is for the form to say. */
export function propertiesOf(field: Field): INodeProperties[] {
	switch (field.kind) {
		case 'loras':
			return loraProperties(field);
		case 'size':
			return sizeProperties(field);
		case 'integer':
			return [{ ...common(field), ...looksOf(field), ...whenOf(field) }];
		case 'text':
			if (field.lists === 'trainings') return [trainingProperty(field)];
			return [{ ...common(field), ...looksOf(field) }];
		default:
			return [{ ...common(field), ...looksOf(field) }];
	}
}
