import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Ended } from '../pace/batch';
import { cancelTask, getTask } from '../client/client';
import { endOf } from '../words/explain';
import { taskAsRows } from './generate';
import type { Run } from './run';
import { readRunOptions } from './parameters';
import { invalidInput } from '../problem';
import { typedId } from '../wire/paths';
import { isFinal } from '../client/result';
import type { Task } from '../task';
import { wait } from '../client/wait';

/** Fetching a task says nothing about how long its model takes. */
const TYPICAL_SECONDS = 5;

/** Generate makes a row for each image of a task: the first of them brings all. */
function isFetchedBefore(items: readonly INodeExecutionData[], item: number, id: string): boolean {
	const isRowOf = ({ json }: INodeExecutionData) => json.taskId === id;
	const { imageNumber } = items[item].json;
	const later = typeof imageNumber === 'number' && imageNumber > 1 && isRowOf(items[item]);
	return later && items.slice(0, item).some(isRowOf);
}

/** The task of Get and Cancel. Throws a `Problem` when the id is missing. */
function readTaskRef(
	context: IExecuteFunctions,
	item: number,
	needsModel: boolean,
): { readonly model: string; readonly id: string } {
	const id = String(context.getNodeParameter('taskId', item, '') ?? '').trim();
	if (id === '') throw invalidInput('Task ID is empty', 'Enter the task id of a row or an error.');
	const model = needsModel ? String(context.getNodeParameter('taskModel', item, '')).trim() : '';
	if (needsModel && model === '') {
		throw invalidInput(
			'Model of the Task is empty',
			'Enter the endpoint that ran the task, such as fal-ai/flux-lora.',
		);
	}
	return { model, id: typedId(id) };
}

/** One task by its id: its pictures when it is done, or a row with its status. Buys nothing. Throws a `Problem`. */
export async function getItem(
	run: Run,
	item: number,
	signal: AbortSignal,
): Promise<Ended<INodeExecutionData>> {
	const { context, service, opened } = run;
	const { session } = opened;
	const ref = readTaskRef(context, item, service.provider === 'fal');
	run.told.set(item, { model: ref.model === '' ? null : ref.model, prompt: null });
	const options = readRunOptions(context, item);
	if (isFetchedBefore(context.getInputData(), item, ref.id)) return [];
	let task: Task = await getTask(session, ref, signal);
	if (!isFinal(task) && context.getNodeParameter('waitForTask', item, true) === true) {
		const { timeoutMs } = options;
		const since = session.clock.now();
		const typicalSeconds = TYPICAL_SECONDS;
		const waiting = { since, timeoutMs, typicalSeconds, signal, learn: false };
		task = await wait(session, task, waiting);
	}
	const problem = endOf(session.place, task);
	if (problem !== undefined) throw problem;
	const incoming = context.getInputData()[item];
	const { redact } = session.place;
	const row = { provider: service.provider, task, options, redact, incoming, item };
	return await taskAsRows(run, row, undefined, signal);
}

/** Asks the provider to give a task up; a finished one is left alone. Throws a `Problem`. */
export async function cancelItem(
	run: Run,
	item: number,
	signal: AbortSignal,
): Promise<Ended<INodeExecutionData>> {
	const { context, service, opened } = run;
	const ref = readTaskRef(context, item, service.provider === 'fal');
	run.told.set(item, { model: ref.model === '' ? null : ref.model, prompt: null });
	const outcome = await cancelTask(opened.session, ref, signal);
	const model = ref.model === '' ? null : ref.model;
	const json = { taskId: ref.id, provider: service.provider, model, outcome };
	return [{ json, pairedItem: { item } }];
}
