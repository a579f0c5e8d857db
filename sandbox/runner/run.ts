import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IRun,
	type IRunExecutionData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalData } from './additionalData';
import { CredentialsFromMap, type CredentialMap } from './credentials';
import { startEngine, type BinaryMode, type LogLine } from './engine';
import { nodeTypes } from './nodeTypes';
import { loadPackage } from './package';
import { savedForRetry } from './retry';

/** A workflow as n8n exports it. */
export type WorkflowJson = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings'>;

export interface RunOptions {
	/** By credential name or by credential type. */
	readonly credentials?: CredentialMap;
	readonly mode?: WorkflowExecuteMode;
	readonly binaryMode?: BinaryMode;
	/** What the start node hands on; one empty item unless given. */
	readonly items?: readonly INodeExecutionData[];
	/** Cancelled as a workflow's own timeout does it. */
	readonly timeoutMs?: number;
	/** Runs on from this run's saved data, as n8n's Retry button does; `mode` is then `retry`. */
	readonly retryOf?: WorkflowResult;
	/** Another folder than the repository: an unpacked tarball. */
	readonly packageFolder?: string;
	/** More node types, by full name. */
	readonly nodeTypes?: Readonly<Record<string, INodeType>>;
	readonly onNode?: (node: string, event: 'started' | 'finished') => void;
	readonly onLog?: (line: LogLine) => void;
	/** Changes what n8n hands to nodes, e.g. its egress filter (`ssrfBridge`). */
	readonly adjust?: (data: IWorkflowExecuteAdditionalData) => void;
}

export interface WorkflowResult {
	readonly run: IRun;
	readonly log: readonly LogLine[];
	/** The rows a node gave, per output; the last round unless `round` says which. */
	outputs(node: string, round?: number): INodeExecutionData[][];
}

export interface RunningWorkflow {
	readonly executionId: string;
	readonly finished: Promise<WorkflowResult>;
	/** A user's stop. `finished` resolves when the running node has returned. */
	cancel(): void;
}

let executions = 0;

/** Runs a workflow to its end through n8n-core, with the built package. */
export async function runWorkflow(
	workflow: WorkflowJson,
	options: RunOptions = {},
): Promise<WorkflowResult> {
	return await (
		await startWorkflow(workflow, options)
	).finished;
}

export async function startWorkflow(
	json: WorkflowJson,
	options: RunOptions = {},
): Promise<RunningWorkflow> {
	const engine = await startEngine({ binaryMode: options.binaryMode });
	const loaded = await loadPackage(options.packageFolder);
	const executionId = String(++executions);
	const workflow = makeWorkflow(json, options, loaded);
	const mode = options.retryOf === undefined ? (options.mode ?? 'manual') : 'retry';
	const data = additionalData({
		executionId,
		credentialsHelper: new CredentialsFromMap(options.credentials ?? {}, loaded),
		hooks: hooks(mode, executionId, json, options),
	});
	options.adjust?.(data);

	const log: LogLine[] = [];
	const silence = engine.listen((line) => {
		log.push(line);
		options.onLog?.(line);
	});
	const running = execute(workflow, data, mode, options);
	const cancel = () => running.cancel();
	const timer = options.timeoutMs === undefined ? undefined : setTimeout(cancel, options.timeoutMs);
	const result = (run: IRun): WorkflowResult => ({
		run,
		log,
		outputs: (node, round) => outputs(run, node, round),
	});
	const finished = running.then(result).finally(() => {
		clearTimeout(timer);
		silence();
	});
	return { executionId, finished, cancel };
}

function makeWorkflow(
	json: WorkflowJson,
	options: RunOptions,
	loaded: Awaited<ReturnType<typeof loadPackage>>,
): Workflow {
	return new Workflow({
		id: 'runner',
		name: json.name,
		nodes: structuredClone(json.nodes),
		connections: json.connections,
		active: false,
		nodeTypes: nodeTypes(loaded, options.nodeTypes),
		settings: { executionOrder: 'v1', ...json.settings },
	});
}

function execute(
	workflow: Workflow,
	data: IWorkflowExecuteAdditionalData,
	mode: WorkflowExecuteMode,
	{ retryOf, items }: RunOptions,
) {
	if (retryOf !== undefined) {
		const saved: IRunExecutionData = savedForRetry(retryOf.run, workflow);
		return new WorkflowExecute(data, mode, saved).processRunExecutionData(workflow);
	}
	const startNode = startOf(workflow);
	const given = items === undefined ? undefined : { data: { main: [[...items]] } };
	return new WorkflowExecute(data, mode).run({
		workflow,
		startNode,
		triggerToStartFrom:
			given === undefined ? undefined : { name: startNode.name, data: given as never },
	});
}

function startOf(workflow: Workflow): INode {
	const start = workflow.getStartNode();
	if (start === undefined) throw new Error('The workflow has no manual trigger to start from');
	return start;
}

function hooks(
	mode: WorkflowExecuteMode,
	executionId: string,
	json: WorkflowJson,
	{ onNode }: RunOptions,
): ExecutionLifecycleHooks {
	const workflowData = { ...json, id: 'runner', active: false } as IWorkflowBase;
	const made = new ExecutionLifecycleHooks(mode, executionId, workflowData);
	if (onNode === undefined) return made;
	made.addHandler('nodeExecuteBefore', (node) => onNode(node, 'started'));
	made.addHandler('nodeExecuteAfter', (node) => onNode(node, 'finished'));
	return made;
}

function outputs(run: IRun, node: string, round?: number): INodeExecutionData[][] {
	const rounds = run.data.resultData.runData[node] ?? [];
	const taken = round === undefined ? rounds.at(-1) : rounds[round];
	return (taken?.data?.main ?? []).map((rows) => rows ?? []);
}

/** The json of each row, for printing and comparing. */
export function jsonOf(rows: readonly INodeExecutionData[]): IDataObject[] {
	return rows.map(({ json }) => json);
}
