import type { INodeProperties } from 'n8n-workflow';

import { locator } from './locator';
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
		description: `How strongly the LoRA acts${range}`,
	};
}

const PASTE = 'Paste a link or choose from the list';

/** A search in public lists, or anything the model takes; before there were lists it was a plain text. */
function pathOf(
	field: LorasField,
	displayName: string,
	name: string,
	invitation = 'Choose a LoRA…',
): INodeProperties {
	const by = ['By Path', 'path'] as const;
	const looks = locator({ search: 'searchLoras', invitation, by, placeholder: PASTE });
	return { displayName, name, description: field.help, ...looks };
}

/** Without a LoRA they do nothing. n8n compares a locator's value, and shows what an expression decides. */
const withLora = ({ name }: LorasField, property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { hide: { [name]: [''] } },
});

function singleLora(field: LorasField, strengthName: string): INodeProperties[] {
	const { label, name, level } = field;
	if (level === 'first') {
		return [
			pathOf(field, label, name, 'Optional: choose a LoRA…'),
			withLora(field, strengthOf(field, strengthName, 'Strength')),
			withLora(field, triggerWords('triggerWords', 'Trigger Words')),
		];
	}
	return [
		pathOf(field, label, name),
		strengthOf(field, strengthName, `${label} Strength`),
		triggerWords('extraTriggerWords', `${label} Trigger Words`),
	];
}

const JSON_EXAMPLE = '[\n  { "path": "", "scale": 1, "triggerWords": "" }\n]';

function loraList(field: LorasField): INodeProperties[] {
	const strength = strengthOf(field, 'scale', 'Strength');
	const words = triggerWords('triggerWords', 'Trigger Words');
	return [
		{
			displayName: 'Specify LoRAs',
			name: 'lorasMode',
			type: 'options',
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			description: 'How to give the LoRAs; a list that an expression makes goes in as JSON',
		},
		{
			displayName: 'LoRAs',
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
			description: 'A list of objects with path, scale and triggerWords',
			displayOptions: { show: { lorasMode: ['json'] } },
		},
	];
}

/** A LoRA's or a list's parameters. */
export const loraProperties = (field: LorasField): INodeProperties[] =>
	field.wire.shape === 'single' ? singleLora(field, field.wire.scale) : loraList(field);
