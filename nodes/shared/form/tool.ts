import type { INodeProperties } from 'n8n-workflow';

/** Of the form that an agent's tool has; n8n before 2.0 knows no such condition and shows none of it. */
const asTool = (operation: string | readonly string[]) => ({
	show: { operation: [operation].flat(), '@tool': [true] },
});

interface Sentences {
	readonly title: string;
	readonly kept: string;
	readonly taskModel: boolean;
}

/** What a model reads of each operation, so that three tools of one node are three sentences. */
const said = ({ title, taskModel }: Sentences): Readonly<Record<string, string>> => ({
	generate: `Makes new images from a prompt with FLUX, and a LoRA's style where one is set, at ${title}. Every call buys: some cents an image. Takes 5 to 60 seconds. Give a prompt that says what the image shows. Comes back: the url of each image and how long it lives, size, seed and taskId; or the taskId alone when the node does not wait. When it fails, do what the message says before calling again.`,
	get: `Fetches the images of an order made before at ${title}, by its taskId${taskModel ? ' and model' : ''}. Buys nothing, so it may be called again. Comes back: the url of each image and how long it lives, or that the order is not done yet.`,
	cancel: `Asks ${title} to give up an order that is not done yet, by its taskId${taskModel ? ' and model' : ''}. Makes no image and fetches none; use it only when the image is no longer wanted.`,
});

/** n8n puts its own field of this name into a tool's form unless there is one. */
export function toolFields(sentences: Sentences): INodeProperties[] {
	const descriptions = Object.entries(said(sentences)).map(
		([operation, text]): INodeProperties => ({
			displayName: 'Tool Description',
			name: 'toolDescription',
			type: 'string',
			default: text,
			required: true,
			typeOptions: { rows: 4 },
			description:
				'What the model is told of this tool: when to call it, what to give, what comes back',
			displayOptions: asTool(operation),
		}),
	);
	const links: INodeProperties = {
		displayName: `An agent gets links, not files: n8n drops the files of tools. ${sentences.kept}. To keep the images, fetch them behind the agent by their task IDs with Get a Task.`,
		name: 'toolNotice',
		type: 'notice',
		default: '',
		displayOptions: asTool(['generate', 'get']),
	};
	return [...descriptions, links];
}
