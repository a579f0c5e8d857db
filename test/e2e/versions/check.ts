/**
 * Runs inside a folder that holds one n8n-core, its n8n-workflow, the installed package and a copy of the
 * sandbox's workflow runner, so that all of them meet this n8n-core. Prints one JSON line.
 */
import { WorkflowExecute } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { runWorkflow, type RunOptions, type WorkflowJson } from './runner/run';

interface Given {
	readonly packageFolder: string;
	readonly credentials: NonNullable<RunOptions['credentials']>;
}

/** `run` of an older n8n-core takes its options one by one. */
function speakOld(): void {
	const { prototype } = WorkflowExecute as unknown as { prototype: Record<string, unknown> };
	const original = prototype['run'] as (...options: unknown[]) => unknown;
	if (original.length < 2) return;
	prototype['run'] = function (options: Readonly<Record<string, unknown>>) {
		const { workflow, startNode, destinationNode, pinData, triggerToStartFrom } = options;
		const one = [workflow, startNode, destinationNode, pinData, triggerToStartFrom];
		return original.apply(this, one);
	};
}

const given = JSON.parse(process.env['FLUX_LORA_CHECK'] ?? '{}') as Given;

function workflow(
	prompts: readonly string[],
	node: Readonly<Record<string, unknown>>,
): WorkflowJson {
	const image = {
		...{ id: '2', name: 'Image', type: 'n8n-nodes-flux-lora.replicateImage' },
		...{ typeVersion: 1, position: [200, 0] },
		credentials: { replicateImageApi: { id: null, name: 'replicateImageApi' } },
		parameters: {
			...{ operation: 'generate', model: 'black-forest-labs/flux-schnell' },
			prompt: '={{ $json.prompt }}',
		},
		...node,
	};
	const start = {
		...{ id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		...{ typeVersion: 1, position: [0, 0], parameters: {} },
	};
	return {
		name: prompts.join(', '),
		nodes: [start, image],
		connections: { Start: { main: [[{ node: 'Image', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	} as unknown as WorkflowJson;
}

async function run(prompts: readonly string[], node: Readonly<Record<string, unknown>> = {}) {
	const { packageFolder, credentials } = given;
	const items = prompts.map((prompt) => ({ json: { prompt } }));
	const result = await runWorkflow(workflow(prompts, node), { packageFolder, credentials, items });
	const error = result.run.data.resultData.error;
	if (error !== undefined) throw new Error(error.message);
	return result.outputs('Image');
}

async function main(): Promise<IDataObject> {
	speakOld();
	const [good = []] = await run(['a harbour at night', 'a harbour at noon']);
	const node = { onError: 'continueErrorOutput' };
	const [kept = [], failed = []] = await run(['a harbour', 'a harbour [credit]'], node);
	return {
		pictures: good.filter(({ binary }) => Number(binary?.['data']?.bytes ?? 1) > 0).length,
		kept: kept.length,
		failed: failed.map(({ json }) => json),
	};
}

main().then(
	(found) => {
		console.log(JSON.stringify(found));
		process.exit(0);
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
