import type { INodeProperties } from 'n8n-workflow';

/** In the order in which n8n's node panel then offers them: what most people want stands first. */
export const operation = (title: string): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Generate',
			value: 'generate',
			description: 'Make images from a prompt',
			action: 'Generate images',
		},
		{
			name: 'Get a Task',
			value: 'get',
			description: 'Fetch the images of a task submitted before; buys nothing',
			action: 'Get a task',
		},
		{
			name: 'Cancel a Task',
			value: 'cancel',
			description: `Ask ${title} to give up a task that is not done yet`,
			action: 'Cancel a task',
		},
	],
	default: 'generate',
});

/** What Get and Cancel ask for. */
export function taskFields(taskModel = ''): INodeProperties[] {
	const show = { operation: ['get', 'cancel'] };
	const model: INodeProperties = {
		displayName: 'Model of the Task',
		name: 'taskModel',
		type: 'string',
		required: true,
		// A row, a failed row, or what stood here before rows were read.
		default: `={{ $json.model ?? $json.details?.model ?? '${taskModel}' }}`,
		placeholder: `e.g. ${taskModel}`,
		description: 'The endpoint that runs the task: by default the one in the row before',
		displayOptions: { show },
	};
	return [
		{
			displayName: 'Task ID',
			name: 'taskId',
			type: 'string',
			required: true,
			default: '={{ $json.taskId ?? $json.details?.taskId }}',
			placeholder: 'e.g. {{ $json.taskId }}',
			description: 'By default the one in the row before, a failed row too',
			displayOptions: { show },
		},
		...(taskModel === '' ? [] : [model]),
		{
			displayName: 'Wait for the Task',
			name: 'waitForTask',
			type: 'boolean',
			default: true,
			description: 'Whether to wait until the task is done, instead of putting its status out',
			displayOptions: { show: { operation: ['get'] } },
		},
	];
}
