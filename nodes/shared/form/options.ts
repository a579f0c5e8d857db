import type { INodeProperties } from 'n8n-workflow';

import { spending, submitting } from './buying';
import { inOrder } from './field';

const waiting = (title: string, stops: string): INodeProperties[] => [
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 600,
		description:
			'How many seconds to wait for a task, counted from when the provider accepted it. The task goes on and can be fetched later with Get a Task.',
	},
	{
		displayName: 'Cancel at the Provider on Timeout',
		name: 'cancelOnTimeout',
		type: 'boolean',
		default: false,
		description: [`Whether ${title} is asked to give a task up when it times out.`, stops].join(
			' ',
		),
	},
];

const sideBySide = (title: string): INodeProperties[] => [
	{
		displayName: 'Items at Once, at Most',
		name: 'itemsAtOnce',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 20,
		description: `How many items may run side by side; fewer do when ${title} allows fewer`,
	},
];

const returning: INodeProperties[] = [
	{
		displayName: 'If an Image Is Flagged',
		name: 'onFlagged',
		type: 'options',
		options: [
			{ name: 'Fail the Row', value: 'fail' },
			{ name: 'Return It', value: 'return' },
			{ name: 'Drop It', value: 'drop' },
		],
		default: 'fail',
		description: "What to do with an image that the provider's safety checker marked",
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'One Item per Image', value: 'perImage' },
			{ name: 'All Images on One Item', value: 'perTask' },
		],
		default: 'perImage',
		description: 'How several images of one prompt come out',
	},
	{
		displayName: 'Download the Images',
		name: 'download',
		type: 'boolean',
		default: true,
		description:
			'Whether to put the image files into the workflow. Off: rows with the links alone, and a note on how long they live.',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		description: 'On one item the second image stands in data_1, the third in data_2',
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. castle',
		description:
			'Without an extension. Empty means named after the prompt and the task, so that no image overwrites another. A name that several rows of a run have gets numbers.',
	},
	{
		displayName: 'Include Other Input Fields',
		name: 'includeOtherInputFields',
		type: 'boolean',
		default: false,
		description:
			"Whether to pass the input item's fields and files on to the output, failed rows included. Where both have a name, the item's value keeps it and ours is called generated_ and the name, a file of the item's input_ and the name.",
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Maximum File Size',
		name: 'maxFileSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 256,
		description: 'In megabytes; a larger image is not downloaded',
	},
];

function collection(operation: string, options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'execution',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: inOrder(options, ({ displayName }) => displayName),
		displayOptions: { show: { operation: [operation] } },
	};
}

/** The collection "Options" of each operation: how to run, and what to give back. */
export function optionsForms(title: string, stops: string, priced = false): INodeProperties[] {
	const images = [...sideBySide(title), ...waiting(title, stops), ...returning];
	return [
		collection('generate', [...submitting, ...(priced ? spending(title) : []), ...images]),
		collection('get', images),
		collection('cancel', sideBySide(title)),
	];
}
