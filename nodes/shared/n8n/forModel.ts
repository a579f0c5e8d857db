import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { jsonIn } from '../wire/answer';
import type { Facts } from './failure';
import { sentence } from './notes';

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

/** Of all images that lie on one item. */
function urlsIn(images: unknown): { readonly urls?: string[] } {
	const list = typeof images === 'string' ? jsonIn(images) : undefined;
	if (!Array.isArray(list)) return {};
	return { urls: (list as IDataObject[]).map(({ url }) => String(url)) };
}

/** A person's row as a model reads it: what is known, most needed first, with the next step in words. */
function known(json: IDataObject): IDataObject {
	const note = [adviceOn(json), json.note].filter(isTold).join(' ');
	return {
		...Object.fromEntries(only(json, ORDER)),
		...urlsIn(json.images),
		...(json.flagged === true ? { flagged: true } : {}),
		...Object.fromEntries(only(json, IDS)),
		...(note === '' ? {} : { note }),
		...Object.fromEntries(only(json, ['details'])),
	};
}

const BILLS = {
	no: 'Nothing was charged.',
	yes: 'It is paid.',
	unknown: 'It may have been charged.',
} as const;

/** Paid tasks that end so have no image to fetch. */
const OVER = ['flagged', 'expired', 'noPictures', 'notAPicture', 'tooLarge', 'blockedAddress'];

function nextCall({ kind, taskId, model, charged, safeToRetry, nextStep }: Facts): string {
	if (safeToRetry) {
		const pays = charged === 'no' ? 'A corrected call is safe.' : 'Another call is a new order.';
		return `${pays} ${nextStep}`;
	}
	const not = 'Do not call this again for the same image, that';
	if (taskId === null) {
		return `${not} may pay a second time: ask the user to look at the tasks of their account.`;
	}
	if (OVER.includes(kind)) return `${not} would pay a second time. ${nextStep}`;
	return `${not} would pay a second time: fetch task ${taskId}, model ${model}, with Get a Task in a minute.`;
}

/**
 * One text with all that a model has to know before its next call: n8n's agents pass on the title of an
 * error and nothing else (findings 9.3).
 */
export const messageForModel = (message: string, facts: Facts): string =>
	[sentence(message), BILLS[facts.charged], nextCall(facts)].join(' ');

/**
 * A row as a model reads it. A failed one has a key beyond `error` and `details`, with which n8n leaves it
 * on the first output: the only one that an agent reads (n8n.md 5).
 */
export function rowForModel({ json, pairedItem }: INodeExecutionData): INodeExecutionData {
	if (json.error === undefined) return { json: known(json), pairedItem };
	const facts = json.details as unknown as Facts;
	const error = messageForModel(String(json.error), facts);
	return { json: { error, charged: facts.charged, details: json.details }, pairedItem };
}
