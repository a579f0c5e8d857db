import type { Credential } from './credentials';
import { withCredentials, type WorkflowData, type WorkflowNode } from './workflows';

export const triggerName = 'Start';
export const imageName = 'Pictures';

export interface BuildOptions {
	readonly name: string;
	/** One row for the image node each. */
	readonly rows: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly parameters?: Readonly<Record<string, unknown>>;
	/** Beside the parameters: onError, retryOnFail and so on. */
	readonly node?: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
	readonly trigger?: WorkflowNode;
}

const manual: WorkflowNode = {
	name: triggerName,
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Trigger -> rows -> Replicate Image, as a person would put it together. */
export function pictureWorkflow(
	{ name, rows, parameters, node, settings, trigger = manual }: BuildOptions,
	credentials: readonly Credential[],
): WorkflowData {
	const rowsNode: WorkflowNode = {
		name: 'Rows',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		position: [200, 0],
		parameters: { jsCode: `return ${JSON.stringify(rows.map((json) => ({ json })))};` },
	};
	const image: WorkflowNode = {
		name: imageName,
		type: 'n8n-nodes-flux-lora.replicateImage',
		typeVersion: 1,
		position: [400, 0],
		credentials: { replicateImageApi: { id: null, name: 'Replicate account' } },
		parameters: {
			operation: 'generate',
			model: 'black-forest-labs/flux-schnell',
			prompt: '={{ $json.prompt }}',
			...parameters,
		},
		...node,
	};
	const to = (target: string) => ({ main: [[{ node: target, type: 'main', index: 0 }]] });
	const workflow = {
		name,
		nodes: [trigger, rowsNode, image],
		connections: { [trigger.name]: to('Rows'), Rows: to(imageName) },
		settings: { executionOrder: 'v1', ...settings },
	};
	return withCredentials(workflow, credentials);
}
