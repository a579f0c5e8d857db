import type { INodeProperties } from 'n8n-workflow';

import { numberLooks } from './numbers';
import type { LorasField } from '../model';

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

/** A search in public lists, or anything the model takes; before there were lists it was a plain text. */
function pathOf(field: LorasField, displayName: string, name: string): INodeProperties {
	const { help, forms, placeholder, lists } = field;
	const common = { displayName, name, description: `${help}. ${forms}` };
	if (lists === undefined) return { ...common, type: 'string', default: '', placeholder };
	return {
		...common,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a LoRA…',
				typeOptions: { searchListMethod: 'searchLoras', searchable: true },
			},
			{ displayName: 'By URL, Repo or ID', name: 'path', type: 'string', placeholder },
		],
	};
}

function singleLora(field: LorasField, strengthName: string): INodeProperties[] {
	const first = field.level === 'first';
	return [
		pathOf(field, field.label, field.name),
		strengthOf(field, strengthName, first ? 'Strength' : `${field.label} Strength`),
		triggerWords(
			first ? 'triggerWords' : 'extraTriggerWords',
			first ? 'Trigger Words' : `${field.label} Trigger Words`,
		),
	];
}

const JSON_EXAMPLE = '[\n  { "path": "", "scale": 1, "triggerWords": "" }\n]';

function loraList(field: LorasField): INodeProperties[] {
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
					values: [pathOf(field, 'LoRA', 'path'), strength, words],
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

/** A LoRA's or a list's parameters. */
export const loraProperties = (field: LorasField): INodeProperties[] =>
	field.wire.shape === 'single' ? singleLora(field, field.wire.scale) : loraList(field);
