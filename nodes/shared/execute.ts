import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runBatch, type Batch, type Ended } from './batch';
import type { EgressFilter } from './egress';
import { failedRow, nodeError } from './failure';
import { cancelItem, getItem } from './fetchTask';
import { generateItem, type Run } from './generate';
import { showHints } from './hints';
import { openMemory, type Memory } from './memory';
import { readOperation, readRunOptions, type Operation } from './parameters';
import { Problem } from './problem';
import { openSession, type CredentialFields, type Service } from './service';

const OPERATIONS: Record<
	Operation,
	(run: Run, item: number, signal: AbortSignal) => Promise<Ended<INodeExecutionData>>
> = { generate: generateItem, get: getItem, cancel: cancelItem };

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

/** Present in n8n-core 2.30 and newer (n8n.md 3). */
function filterOf(context: IExecuteFunctions): EgressFilter | undefined {
	const helpers = context.helpers as { getSecureEgressFilter?: () => unknown };
	return helpers.getSecureEgressFilter?.() as EgressFilter | undefined;
}

async function openRun(context: IExecuteFunctions, service: Service): Promise<Run> {
	const fields = await context.getCredentials<CredentialFields & object>(service.credential);
	const log: Run['opened']['session']['log'] = (message, facts) => {
		context.logger.info(`${service.title} Image: ${message}`, facts);
	};
	return {
		context,
		service,
		fields,
		opened: openSession(service, fields, log, filterOf(context)),
		memory: memoryOf(context),
		stop: context.getExecutionCancelSignal(),
		tasks: new Map(),
		told: new Map(),
	};
}

function outputOf(run: Run, batch: Batch<INodeExecutionData>): INodeExecutionData[] {
	const { service, told } = run;
	return batch.ended.flatMap((rows, item) => {
		const { model = null, prompt = null } = told.get(item) ?? {};
		const context = { provider: service.provider, item, model, prompt };
		return (rows ?? []).map((row) => (row instanceof Problem ? failedRow(row, context) : row));
	});
}

/**
 * The n8n side of all three nodes: every item through one operation, side by side, order kept.
 * After a stop it returns at once and never throws, since n8n would run a node that throws again (n8n.md 5).
 */
export async function executeNode(
	context: IExecuteFunctions,
	service: Service,
): Promise<INodeExecutionData[][]> {
	const stop = context.getExecutionCancelSignal();
	if (stop?.aborted === true) return [[]];
	const count = context.getInputData().length;
	const goOn = context.continueOnFail();
	try {
		const operation = readOperation(context);
		const run = await openRun(context, service);
		const atOnce = count === 0 ? 1 : readRunOptions(context, 0).itemsAtOnce;
		const batch = await runBatch<INodeExecutionData>(
			{ count, atOnce, endOnFailure: !goOn, stop },
			async (item, signal) => await OPERATIONS[operation](run, item, signal),
		);
		if (batch.stopped) return [[]];
		if (batch.failed !== undefined) throw nodeError(context.getNode(), batch.failed, run.tasks);
		const rows = outputOf(run, batch);
		run.memory.finish(rows[0]?.json.error !== undefined);
		showHints(context, rows);
		return [rows];
	} catch (error) {
		if (stop?.aborted) return [[]];
		if (!(error instanceof Problem)) throw error;
		// Nothing was begun: the same for every item.
		if (!goOn) throw nodeError(context.getNode(), { item: 0, problem: error }, new Map());
		const { provider } = service;
		const facts = { provider, model: null, prompt: null };
		return [Array.from({ length: count }, (_, item) => failedRow(error, { ...facts, item }))];
	}
}
