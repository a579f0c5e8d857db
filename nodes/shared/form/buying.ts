import type { INodeProperties } from 'n8n-workflow';

/** What is bought, and what is not. */
export const submitting: INodeProperties[] = [
	{
		displayName: 'When to Continue',
		name: 'whenToContinue',
		type: 'options',
		options: [
			{
				name: 'When the Images Are Done',
				value: 'done',
				description: 'Waits, and puts the images out',
			},
			{
				name: 'Right After Submitting',
				value: 'submitted',
				description: 'Puts the task ID out; Get a Task fetches the images later',
			},
		],
		default: 'done',
		description: 'What the node waits for before it goes on',
	},
	{
		displayName: 'Webhook URL',
		name: 'webhookUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $execution.resumeUrl }}',
		description:
			'With Right After Submitting: the provider calls this address once when the task is done. With {{ $execution.resumeUrl }} it wakes a Wait node that waits On Webhook Call; fetch the images behind it with Get a Task.',
	},
	{
		displayName: 'If Something Given Is Missing',
		name: 'ifMissing',
		type: 'options',
		options: [
			{
				name: 'Fail for Start Images and LoRAs',
				value: 'usual',
				description:
					'Nothing is bought where an expression for one finds nothing; the row tells the rest',
			},
			{
				name: 'Tell in the Row',
				value: 'tell',
				description: 'The image is made without it, and the note says so',
			},
			{
				name: 'Fail the Row',
				value: 'fail',
				description:
					'Nothing is bought either where a cell is blank or the prompt holds the word undefined',
			},
		],
		default: 'usual',
		description: 'What to do when an expression brings no start image, no LoRA or half a prompt',
	},
	{
		displayName: 'Maximum Images per Execution',
		name: 'maxImages',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 100,
		description:
			'After so many images this node buys nothing more in this execution, loops and retries included. Other nodes, and each run of a sub-workflow, count for themselves. 0 means no limit.',
	},
	{
		displayName: 'Look Up Trigger Words',
		name: 'lookUpTriggerWords',
		type: 'boolean',
		default: false,
		description:
			"Whether to fill empty Trigger Words from the LoRA's page at Hugging Face or CivitAI",
	},
];

/** Only where the price of an order is told before it is bought. */
export const spending = (title: string): INodeProperties[] => [
	{
		displayName: 'Maximum Cost per Execution',
		name: 'maxCost',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 0,
		description: `In US dollars. ${title} is asked for the price of each order first, and what would cost more than is left is not bought; 0 means no limit.`,
	},
];
