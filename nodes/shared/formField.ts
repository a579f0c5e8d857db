import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Choice, DecimalField, Field, IntegerField, LorasField, SizeField } from './model';

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

function numberLooks({ min, max, default: value }: Omit<DecimalField, 'kind'>, precision: number) {
	return {
		type: 'number',
		typeOptions: {
			...(min === undefined ? {} : { minValue: min }),
			...(max === undefined ? {} : { maxValue: max }),
			numberPrecision: precision,
		},
		default: value ?? min ?? 0,
	} as const satisfies Looks;
}

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

const triggerWords = (name: string, label: string): INodeProperties => ({
	displayName: label,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. frstingln illustration',
	description:
		'The words this LoRA was trained on. Put before the prompt when the prompt does not hold them yet.',
});

function strengthOf({ strength }: LorasField, name: string, label: string): INodeProperties {
	const { min, max } = strength;
	const range = min === undefined ? '' : `, from ${min} to ${max}`;
	return {
		displayName: label,
		name,
		...numberLooks({ ...strength, label, name, help: '' }, 2),
		description: `How strongly the LoRA acts${range}; sent only with a LoRA`,
	};
}

function pathOf(field: LorasField): Pick<INodeProperties, 'description' | 'placeholder'> {
	const { help, forms, placeholder } = field;
	return { description: `${help}. ${forms}`, placeholder };
}

function singleLora(field: LorasField, strengthName: string): INodeProperties[] {
	const first = field.level === 'first';
	return [
		{ displayName: field.label, name: field.name, type: 'string', default: '', ...pathOf(field) },
		strengthOf(field, strengthName, first ? 'Strength' : `${field.label} Strength`),
		triggerWords(
			first ? 'triggerWords' : 'extraTriggerWords',
			first ? 'Trigger Words' : `${field.label} Trigger Words`,
		),
	];
}

const JSON_EXAMPLE = '[\n  { "path": "", "scale": 1, "triggerWords": "" }\n]';

function loraList(field: LorasField): INodeProperties[] {
	const path = { displayName: 'LoRA', name: 'path', type: 'string', default: '' } as const;
	const strength = strengthOf(field, 'scale', 'Strength');
	const words = triggerWords('triggerWords', 'Trigger Words');
	return [
		{
			displayName: 'LoRAs',
			name: 'lorasMode',
			type: 'options',
			options: [
				{ name: 'Fill In Below', value: 'fields' },
				{ name: 'From JSON', value: 'json' },
			],
			default: 'fields',
			description: 'How to give the LoRAs; a list that an expression makes goes in as JSON',
		},
		{
			displayName: 'LoRA List',
			name: 'loras',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add LoRA', sortable: true },
			placeholder: 'Add LoRA',
			default: {},
			options: [
				{
					displayName: 'LoRA',
					name: 'row',
					values: [{ ...path, ...pathOf(field) }, strength, words],
				},
			],
			description: field.help,
			displayOptions: { show: { lorasMode: ['fields'] } },
		},
		{
			displayName: 'LoRAs (JSON)',
			name: 'lorasJson',
			type: 'json',
			default: JSON_EXAMPLE,
			description: ['A list of objects with path, scale and triggerWords.', field.forms].join(' '),
			displayOptions: { show: { lorasMode: ['json'] } },
		},
	];
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

/** The n8n properties of one field; which models show them is for the form to say. */
export function propertiesOf(field: Field): INodeProperties[] {
	switch (field.kind) {
		case 'loras':
			return field.wire.shape === 'single' ? singleLora(field, field.wire.scale) : loraList(field);
		case 'size':
			return sizeProperties(field);
		case 'integer':
			return [{ ...common(field), ...looksOf(field), ...whenOf(field) }];
		default:
			return [{ ...common(field), ...looksOf(field) }];
	}
}
