import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Problem } from '../problem';

/** What a model needs, most needed first. Files of a tool reach nobody (n8n.md 7), so nothing of one is told. */
const ORDER = ['url', 'urlExpiresAt', 'prompt', 'width', 'height', 'seed', 'cost', 'currency'];
const IDS = ['taskId', 'model', 'provider', 'status', 'outcome'];

const isTold = (value: unknown) => value !== undefined && value !== null && value !== false;

const only = (json: IDataObject, names: readonly string[]) =>
	names.flatMap((name) => (isTold(json[name]) ? [[name, json[name]] as const] : []));

function adviceOn({ url, urlExpiresAt, taskId, model, status }: IDataObject): string | undefined {
	if (isTold(url)) {
		const life = isTold(urlExpiresAt) ? ` It is good until ${String(urlExpiresAt)}.` : '';
		return `Give the user this url.${life}`;
	}
	if (status === 'succeeded')
		return 'The image has no url; Get a Task with the taskId brings it as a file.';
	if (status !== 'queued' && status !== 'running') return undefined;
	return `Ordered and paid, not done yet. Do not order it again: fetch it in a minute with Get a Task, taskId ${String(taskId)}, model ${String(model)}, which buys nothing.`;
}

function rowForModel(json: IDataObject): IDataObject {
	const lists = Array.isArray(json.images) ? { urls: json.images.map(urlOf).filter(isTold) } : {};
	const note = [adviceOn(json), json.note].filter(isTold).join(' ');
	return {
		...Object.fromEntries(only(json, ORDER)),
		...lists,
		...(json.flagged === true ? { flagged: true } : {}),
		...Object.fromEntries(only(json, IDS)),
		...(note === '' ? {} : { note }),
		...Object.fromEntries(only(json, ['details'])),
	};
}

const urlOf = (image: unknown) => (image as IDataObject | null)?.url;

/** A person's row as a model reads it: what is known, most needed first, with the next step in words. */
export function rowsForModel(rows: readonly INodeExecutionData[]): INodeExecutionData[] {
	return rows.map((row) => ('error' in row.json ? row : { ...row, json: rowForModel(row.json) }));
}

const BILLS = {
	no: 'Nothing was charged.',
	yes: 'It is paid.',
	unknown: 'It may have been charged.',
} as const;

function nextCall({ task, charged, safeToRetry, nextStep }: Problem): string {
	if (task !== undefined && !safeToRetry) {
		return `Do not call this again for the same image, that would pay a second time: fetch task ${task.id}, model ${task.model}, with Get a Task in a minute.`;
	}
	if (charged === 'unknown' && !safeToRetry) {
		return 'Do not call this again for the same image, that may pay a second time: ask the user to look at the tasks of their account.';
	}
	const pays = charged === 'no' ? 'A corrected call is safe.' : 'Another call is a new order.';
	return `${pays} ${nextStep}`;
}

/**
 * One text with all that a model has to know before its next call: n8n's agents pass on the title of an
 * error and nothing else (findings 9.3).
 */
export function messageForModel(problem: Problem): string {
	const { message, charged } = problem;
	return [/[.!?]$/.test(message) ? message : `${message}.`, BILLS[charged], nextCall(problem)].join(
		' ',
	);
}
