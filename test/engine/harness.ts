import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { resolve } from 'node:path';
import type * as Agents from '../../nodes/shared/net/agents';
import { picturesOf, type Picture } from '../../sandbox/runner/binary';
import {
	startWorkflow,
	type RunOptions,
	type WorkflowJson,
	type WorkflowResult,
} from '../../sandbox/runner/run';

export type ImageNode = 'replicateImage' | 'falImage' | 'waveSpeedImage';

export interface NodeRun extends Omit<RunOptions, 'items' | 'credentials' | 'retryOf'> {
	/** One of ours, or the full name of a type given in `nodeTypes`. */
	readonly type: ImageNode | (string & {});
	readonly parameters?: IDataObject;
	/** Plain json, or whole n8n items where an object has a key `json`. */
	readonly items?: ReadonlyArray<IDataObject | INodeExecutionData>;
	readonly credentials?: ICredentialDataDecryptedObject;
	/** `waitBetweenTries` is 1 ms unless given; n8n reads 0 as its default of 1 s. */
	readonly settings?: Partial<
		Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'executeOnce'>
	>;
	/** The user's stop: after this time, or as soon as this promise settles. */
	readonly stop?: number | Promise<unknown>;
	/** The workflow's own settings, e.g. `binaryMode`. */
	readonly workflowSettings?: WorkflowJson['settings'];
	/** A node between the start and ours, such as one that drops the items' files. */
	readonly between?: INodeType;
	/** The rounds of a loop: the same input again, with the next run index. */
	readonly rounds?: number;
	/** Presses Retry on that run in the list of executions. */
	readonly retryOf?: NodeResult;
}

export interface NodeResult {
	/** n8n's word on the execution: success, error, canceled. */
	readonly status: string;
	/** What made the whole node fail, as n8n stores it. */
	readonly error?: {
		readonly message: string;
		readonly description?: string | null;
		/** Of the item that n8n names. */
		readonly item?: unknown;
	};
	/** The json of the rows of the first output, of all rounds. */
	readonly rows: IDataObject[];
	/** The json of the rows on the error output (`onError: 'continueErrorOutput'`). */
	readonly failed: IDataObject[];
	/** The same rows, whole, for pairedItem and binary. */
	readonly items: INodeExecutionData[];
	readonly failedItems: INodeExecutionData[];
	/** Per row of the first output, what lies in the binary store. */
	readonly pictures: Picture[][];
	/** What the node wrote to n8n's log. */
	readonly log: WorkflowResult['log'];
	readonly workflow: WorkflowResult;
}

const start = 'Start';
const node = 'Images';
const middle = 'Between';
const again = 'Again';

/** Runs one node over items through n8n-core's engine, with the built package. */
export async function runNode(options: NodeRun): Promise<NodeResult> {
	const { type, credentials, stop, retryOf, items = [{}], between: _, ...rest } = options;
	const running = await startWorkflow(workflowOf(options), {
		...rest,
		items: items.map(asItem),
		credentials: credentials === undefined ? {} : { [credentialOf(type)]: credentials },
		retryOf: retryOf?.workflow,
		nodeTypes: {
			...options.nodeTypes,
			...(options.between === undefined ? {} : { 'test.between': options.between }),
			'test.again': againNode(options.rounds ?? 1),
		},
	});
	const stopped = stopWhen(stop, running.cancel);
	const workflow = await running.finished;
	clearTimeout(stopped);
	return await read(workflow);
}

async function read(workflow: WorkflowResult): Promise<NodeResult> {
	const { status, data } = workflow.run;
	const rounds = data.resultData.runData[node]?.length ?? 0;
	const rowsOf = (output: number) =>
		Array.from({ length: rounds }, (_, i) => workflow.outputs(node, i)[output] ?? []).flat();
	const [items, failedItems] = [rowsOf(0), rowsOf(1)];
	const error = data.resultData.error;
	return {
		status,
		error:
			error === undefined
				? undefined
				: {
						message: error.message,
						description: error.description,
						item: 'context' in error ? error.context?.itemIndex : undefined,
					},
		rows: items.map(({ json }) => json),
		failed: failedItems.map(({ json }) => json),
		items,
		failedItems,
		pictures: await Promise.all(items.map(picturesOf)),
		log: workflow.log,
		workflow,
	};
}

function stopWhen(stop: NodeRun['stop'], cancel: () => void): NodeJS.Timeout | undefined {
	if (typeof stop === 'number') return setTimeout(cancel, stop);
	void stop?.then(cancel, cancel);
	return undefined;
}

function workflowOf(run: NodeRun): WorkflowJson {
	const { type, parameters = {}, settings, between, rounds = 1 } = run;
	const credentialType = credentialOf(type);
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	return {
		name: 'harness',
		settings: run.workflowSettings,
		nodes: [
			nodeOf(start, 'n8n-nodes-base.manualTrigger'),
			{
				...nodeOf(node, type.includes('.') ? type : `n8n-nodes-flux-lora.${type}`),
				parameters: parameters as INode['parameters'],
				credentials: { [credentialType]: { id: null, name: credentialType } },
				waitBetweenTries: 1,
				...settings,
			},
			...(between === undefined ? [] : [nodeOf(middle, 'test.between')]),
			nodeOf(again, 'test.again'),
		],
		connections: {
			[start]: { main: [to(between === undefined ? node : middle)] },
			...(between !== undefined && { [middle]: { main: [to(node)] } }),
			...(rounds > 1 && { [node]: { main: [to(again)] }, [again]: { main: [to(node)] } }),
		},
	};
}

function nodeOf(name: string, type: string): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} };
}

function credentialOf(type: string): string {
	return `${type.split('.').at(-1)}Api`;
}

function asItem(item: IDataObject | INodeExecutionData): INodeExecutionData {
	return 'json' in item ? (item as INodeExecutionData) : { json: item };
}

/** Sends the first round's input back until the rounds are done. */
function againNode(rounds: number): INodeType {
	return {
		description: {
			name: 'again',
			version: 1,
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		} as unknown as INodeTypeDescription,
		async execute() {
			const context = this.getContext('node');
			context.round = ((context.round as number | undefined) ?? 1) + 1;
			if ((context.round as number) > rounds) return [[]];
			return [this.evaluateExpression(`{{ $('${start}').all() }}`, 0) as INodeExecutionData[]];
		},
	};
}

/** A module of the built package, the same instance that the nodes use; for `scaleLimits` and counters. */
export function builtModule<T>(path: string): T {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	return require(resolve(__dirname, '../../dist', path)) as T;
}

/** Closes what the built nodes keep open, so that a test file ends; for `afterAll`. */
export async function closeConnections(): Promise<void> {
	await builtModule<typeof Agents>('nodes/shared/net/agents').closeProcessAgents();
}
