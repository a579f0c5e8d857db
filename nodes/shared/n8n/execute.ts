import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { problemIn, runBatch, type Batch, type Ended } from '../pace/batch';
import { failedRow, nodeError, routed } from './failure';
import { cancelItem, getItem } from './fetchTask';
import { openAccounts } from './accounts';
import { generateItem, type Run, type SharedRun } from './generate';
import { showHints } from './hints';
import { openMemory, type Memory } from '../money/memory';
import { readItemsAtOnce, readOperation, type Operation } from './parameters';
import { asProblem, beforeSubmit, Problem } from '../problem';
import type { Service } from '../client/service';

/** An expression of the user's that throws, where nothing can have been bought. */
function buysNothing(error: unknown): never {
	throw error instanceof Problem ? error : beforeSubmit(error);
}

const OPERATIONS: Record<
	Operation,
	(run: Run, item: number, signal: AbortSignal) => Promise<Ended<INodeExecutionData>>
> = {
	generate: generateItem,
	get: async (...run) => await getItem(...run).catch(buysNothing),
	cancel: async (...run) => await cancelItem(...run).catch(buysNothing),
};

/** n8n's own bounds of Max. Tries. */
const TRIES = { least: 2, most: 5, default: 3 };

function memoryOf(context: IExecuteFunctions): Memory {
	const { retryOnFail = false, maxTries = TRIES.default } = context.getNode();
	return openMemory(context.getContext('node'), {
		executionId: context.getExecutionId(),
		runIndex: Number(context.getWorkflowDataProxy(0).$runIndex),
		retryOnFail,
		maxTries: Math.min(TRIES.most, Math.max(TRIES.least, maxTries)),
		byPerson: context.getMode() === 'retry',
	});
}

function openRun(context: IExecuteFunctions, service: Service): SharedRun {
	return {
		context,
		service,
		memory: memoryOf(context),
		stop: context.getExecutionCancelSignal(),
		tasks: new Map(),
		told: new Map(),
	};
}

function outputOf(run: SharedRun, batch: Batch<INodeExecutionData>): INodeExecutionData[] {
	const { service, told } = run;
	const node = run.context.getNode();
	return batch.ended.flatMap((rows, item) => {
		const { model = null, prompt = null } = told.get(item) ?? {};
		const context = { provider: service.provider, item, model, prompt };
		return (rows ?? []).map((row) => {
			if (!(row instanceof Problem)) return row;
			return routed(failedRow(row, context), row, node);
		});
	});
}

/** Items that may have bought a task whose id nobody knows. */
function unknownIn({ ended }: Batch<INodeExecutionData>): ReadonlyMap<number, Problem> {
	const found = ended.map((rows, item) => [item, problemIn(rows ?? [])] as const);
	return new Map(
		found.flatMap(([item, problem]) =>
			problem?.charged === 'unknown' && problem.task === undefined ? [[item, problem]] : [],
		),
	);
}

interface Finished {
	readonly rows: INodeExecutionData[];
	readonly error?: Error;
}

/** One run of the node. Throws a `Problem` when nothing could be begun. */
async function finish(context: IExecuteFunctions, service: Service): Promise<Finished> {
	const operation = readOperation(context);
	const run = openRun(context, service);
	const accountOf = openAccounts(context, service);
	const count = context.getInputData().length;
	const atOnce = count === 0 ? 1 : readItemsAtOnce(context);
	const batch = await runBatch<INodeExecutionData>(
		{ count, atOnce, endOnFailure: !context.continueOnFail(), stop: run.stop },
		async (item, signal) =>
			await OPERATIONS[operation]({ ...run, ...(await accountOf(item)) }, item, signal),
	);
	if (batch.stopped) return { rows: [] };
	if (batch.failed !== undefined) {
		const unknown = unknownIn(batch);
		// A retry that ends early has not come to all that earlier tries bought.
		const tasks = new Map([...run.memory.tasks(), ...run.tasks]);
		return { rows: [], error: nodeError(context.getNode(), batch.failed, tasks, unknown) };
	}
	const rows = outputOf(run, batch);
	run.memory.finish(rows[0]?.json.error !== undefined);
	showHints(context, rows, service.models);
	return { rows };
}

/** The same for every item: nothing was begun. n8n's own errors (no credential chosen) stay as they are. */
function failAll(context: IExecuteFunctions, service: Service, thrown: unknown): Finished {
	const problem = asProblem(thrown);
	if (!context.continueOnFail()) {
		const own = thrown instanceof Error && !(thrown instanceof Problem);
		const error = own ? thrown : nodeError(context.getNode(), { item: 0, problem }, new Map());
		return { rows: [], error };
	}
	const facts = { provider: service.provider, model: null, prompt: null };
	return { rows: context.getInputData().map((_, item) => failedRow(problem, { ...facts, item })) };
}

/**
 * The n8n side of all three nodes: every item through one operation, side by side, order kept.
 * After a stop it returns at once and never throws, since n8n would run a node that throws again (n8n.md 5).
 */
export async function executeNode(
	context: IExecuteFunctions,
	service: Service,
): Promise<INodeExecutionData[][]> {
	const stopped = () => context.getExecutionCancelSignal()?.aborted === true;
	if (stopped()) return [[]];
	const { rows, error } = await finish(context, service).catch((thrown: unknown) =>
		failAll(context, service, thrown),
	);
	if (stopped()) return [[]];
	if (error !== undefined) throw error;
	return [rows];
}
