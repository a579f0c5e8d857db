import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { problemIn, runBatch, type Batch, type BatchOptions, type Ended } from '../pace/batch';
import { factsOf, failedRow, nodeError, routed } from './failure';
import { messageForModel, rowForModel } from './forModel';
import { cancelItem, getItem } from './fetchTask';
import { openAccounts } from './accounts';
import { generateItem } from './generate';
import { prepareAll, wholeProblem, type Prepared } from './prepare';
import { openProgress } from './progress';
import type { Run, SharedRun } from './run';
import { showHints } from './hints';
import { openLasting } from '../pace/lasting';
import { occasionOf, type Occasion } from './occasion';
import { failedBeside } from './ownFields';
import { includesOthers, readItemsAtOnce, readOperation, type Operation } from './parameters';
import { asProblem, beforeSubmit, Problem } from '../problem';
import type { Service } from '../client/service';

/** An expression of the user's that throws, where nothing can have been bought. */
function buysNothing(error: unknown): never {
	throw error instanceof Problem ? error : beforeSubmit(error);
}

type Rows = INodeExecutionData;

/** One item's rows: of its order, or why it has none. */
const buyItem = async (
	one: Prepared | Problem | undefined,
	item: number,
	signal: AbortSignal,
): Promise<Ended<Rows>> => {
	if (one === undefined) return [];
	if (one instanceof Problem) return [one];
	return await generateItem(one, item, signal).catch((error: unknown) => [asProblem(error)]);
};

/** Prepares all items, then buys: nothing is bought while one that ends the run is wrong. */
async function generateAll(run: SharedRun, options: BatchOptions): Promise<Batch<Rows>> {
	const prepared = await prepareAll(run);
	const failed = options.endOnFailure ? await wholeProblem(run, prepared) : undefined;
	if (failed !== undefined && run.stop?.aborted !== true) {
		return { ended: [], failed, stopped: false };
	}
	const images = prepared.reduce(
		(sum, one) => sum + (one === undefined || one instanceof Problem ? 0 : one.input.count),
		0,
	);
	const progress = openProgress(run, options.count, images, options.atOnce);
	return await runBatch<Rows>(options, async (item, signal) => {
		progress.began();
		const rows = await buyItem(prepared[item], item, signal);
		progress.ended(rows);
		return rows;
	});
}

/** What buys nothing runs item by item. */
const each =
	(one: (run: Run, item: number, signal: AbortSignal) => Promise<Ended<Rows>>) =>
	async (run: SharedRun, options: BatchOptions): Promise<Batch<Rows>> =>
		await runBatch<Rows>(options, async (item, signal) => {
			const own = { ...run, ...(await run.accountOf(item)) };
			return await one(own, item, signal).catch(buysNothing);
		});

const OPERATIONS: Record<
	Operation,
	(run: SharedRun, options: BatchOptions) => Promise<Batch<Rows>>
> = { generate: generateAll, get: each(getItem), cancel: each(cancelItem) };

function openRun(context: IExecuteFunctions, service: Service, occasion: Occasion): SharedRun {
	return {
		context,
		service,
		occasion,
		accountOf: openAccounts(context, service, occasion.executionId),
		memory: occasion.openMemory(),
		lasting: openLasting(),
		stop: occasion.stop,
		tasks: new Map(),
		told: new Map(),
	};
}

function outputOf(run: SharedRun, batch: Batch<INodeExecutionData>): INodeExecutionData[] {
	const { service, told } = run;
	const node = run.context.getNode();
	const items = run.context.getInputData();
	return batch.ended.flatMap((rows, item) => {
		const { model = null, prompt = null } = told.get(item) ?? {};
		const context = { provider: service.provider, item, model, prompt };
		return (rows ?? []).map((row) => {
			if (!(row instanceof Problem)) return row;
			const failed = failedRow(row, context);
			const toErrors = node.onError === 'continueErrorOutput';
			const carried = toErrors || includesOthers(run.context, item);
			const whole = carried ? failedBeside(failed, items[item], toErrors) : failed;
			return routed(whole, row, node);
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
	readonly error?: Error & { description?: string | null };
	/** What the error is about, in words of ours. */
	readonly problem?: Problem;
}

/** The same as a language model reads it. */
function read({ rows, error, problem }: Finished, service: Service): Finished {
	if (error !== undefined && problem !== undefined) {
		const { provider } = service;
		const facts = factsOf(problem, { provider, item: 0, model: null, prompt: null });
		error.message = messageForModel(problem.message, facts);
		// n8n puts it after a message that does not hold it (`makeHandleToolInvocation`).
		error.description = null;
	}
	return { rows: rows.map(rowForModel), error };
}

/** One run of the node. Throws a `Problem` when nothing could be begun. */
async function finish(
	context: IExecuteFunctions,
	service: Service,
	occasion: Occasion,
): Promise<Finished> {
	const operation = readOperation(context);
	const run = openRun(context, service, occasion);
	const count = context.getInputData().length;
	const atOnce = count === 0 ? 1 : readItemsAtOnce(context);
	const endOnFailure = !context.continueOnFail();
	const batch = await OPERATIONS[operation](run, { count, atOnce, endOnFailure, stop: run.stop });
	if (batch.stopped) return { rows: [] };
	if (batch.failed !== undefined) {
		const unknown = unknownIn(batch);
		// A retry that ends early has not come to all that earlier tries bought.
		const tasks = new Map([...run.memory.tasks(), ...run.tasks]);
		const { problem } = batch.failed;
		const error = nodeError(context.getNode(), batch.failed, tasks, unknown);
		return { rows: [], error, problem };
	}
	const rows = outputOf(run, batch);
	run.memory.finish(rows[0]?.json.error !== undefined);
	showHints(occasion, context.getNode(), rows, service.models);
	return { rows };
}

/** The same for every item: nothing was begun. n8n's own errors (no credential chosen) stay as they are. */
function failAll(context: IExecuteFunctions, service: Service, thrown: unknown): Finished {
	const problem = asProblem(thrown);
	if (!context.continueOnFail()) {
		if (thrown instanceof Error && !(thrown instanceof Problem)) return { rows: [], error: thrown };
		const error = nodeError(context.getNode(), { item: 0, problem }, new Map());
		return { rows: [], error, problem };
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
	const occasion = occasionOf(context);
	const stopped = () => occasion.stop?.aborted === true;
	if (stopped()) return [[]];
	const finished = await finish(context, service, occasion).catch((thrown: unknown) =>
		failAll(context, service, thrown),
	);
	if (stopped()) return [[]];
	const { rows, error } = occasion.forModel ? read(finished, service) : finished;
	if (error !== undefined) throw error;
	return [rows];
}
