import { Problem, type Charged, type ProblemFacts, type ProblemKind } from './problem';
import { endingOf, judge } from './retry';
import type { ApiError, Call, Reply, Task, TaskRef } from './task';

/** What the words need to know about where a call went. */
export interface Place {
	/** The provider's name as users write it. */
	readonly title: string;
	/** Host of the base URL. */
	readonly host: string;
	readonly official: boolean;
	/** Takes keys out of what a server said. */
	readonly redact: (text: string) => string;
}

const LOOK = (title: string) =>
	`Look at your tasks at ${title} before you run this item again: running it may pay a second time.`;

/** What happened and what to do, per kind, for calls that ended without an answer to use. */
type Words = (place: Place, call: Call) => { readonly what: string; readonly next: string };

const refusedWords: Words = ({ title }) => ({
	what: `${title}'s safety rules refuse this request`,
	next: 'Change the prompt or the start image; the same request will be refused again.',
});

const failedWords: Words = () => ({
	what: 'The task failed',
	next: 'Read the reason: a LoRA that cannot be loaded, a start image that cannot be fetched, or a fault at the provider. Then run the item again.',
});

const WORDS: Partial<Record<ProblemKind, Words>> = {
	badKey: ({ title, host }) => ({
		what: `${host} does not accept the API key`,
		next: `Check the key in the ${title} credential. A key of a gateway works at that gateway only: switch "Use a Gateway or Proxy" on and enter its base URL.`,
	}),
	forbidden: ({ title }) => ({
		what: `${title} refuses this call for your account`,
		next: 'Check that the account may use this model, is not locked and has credit left.',
	}),
	noCredit: ({ host }) => ({
		what: `The account at ${host} has no credit left`,
		next: 'Add credit or a payment method there, then run the item again.',
	}),
	modelNotFound: ({ host }) => ({
		what: `${host} does not know this model or version`,
		next: 'Check the model and its version. A gateway serves only the models it lists; Replicate community models need a version.',
	}),
	modelUnavailable: ({ host }) => ({
		what: `${host} does not serve this model to your account`,
		next: "Choose a model from the gateway's list, or ask the gateway to enable this one.",
	}),
	taskNotFound: ({ title }) => ({
		what: `${title} does not know this task`,
		next: 'Check the task id, the model and the credential: a task is seen only by the account that made it, and not for ever.',
	}),
	rejected: ({ title }, call) => ({
		what: call === 'submit' ? `${title} does not accept the input` : `${title} refuses the call`,
		next: 'Change what the provider complains about, then run the item again.',
	}),
	refused: refusedWords,
	rateLimited: ({ title }) => ({
		what: `${title} keeps answering that there are too many requests`,
		next: 'Lower "Items at Once, at Most", or run the item again later. At Replicate an account without a payment method gets 6 a minute.',
	}),
	serverError: ({ title }) => ({
		what: `${title} has trouble of its own`,
		next: 'Run the item again later.',
	}),
	badAnswer: ({ host }) => ({
		what: `${host} answers something that is not the provider's protocol`,
		next: 'Check the base URL in the credential; if it is right, try again later.',
	}),
	wrongBaseUrl: ({ host }) => ({
		what: `${host} answers with a web page where the API should be`,
		next: 'The base URL in the credential is wrong, or this gateway does not offer this provider. Enter the address from its API documentation, without a page path.',
	}),
	redirected: ({ host }) => ({
		what: `${host} sends the call to another address; a key is never sent along`,
		next: 'Enter the final address as base URL in the credential (often https instead of http, or with www).',
	}),
	blockedAddress: ({ host }) => ({
		what: `The address ${host} may not be opened from here`,
		next: 'Ask whoever runs this n8n to allow the address.',
	}),
	unreachable: ({ host }) => ({
		what: `${host} cannot be reached`,
		next: 'Check the network, the proxy settings and the base URL, then run the item again.',
	}),
	stopped: () => ({
		what: 'The execution was stopped',
		next: 'Run the workflow again when wanted.',
	}),
	unknownOutcome: ({ title, host }) => ({
		what: `The task was sent to ${host}, but no answer told whether it was accepted`,
		next: LOOK(title),
	}),
	taskFailed: failedWords,
};

function saidBy(reply: Reply, error?: ApiError): string | undefined {
	if (error !== undefined && error.message !== '') {
		const fields = (error.fields ?? []).map(({ name, message }) => `${name}: ${message}`);
		const extra = fields.filter((line) => !error.message.includes(line));
		return [error.message, ...extra].join('; ');
	}
	switch (reply.type) {
		case 'answer':
			return undefined;
		case 'unreadable':
			return reply.what === 'html' || reply.text === '' ? undefined : reply.text.slice(0, 200);
		case 'redirect':
			return `HTTP ${reply.status} to ${reply.location}`;
		case 'aborted':
			return undefined;
		default:
			return reply.reason;
	}
}

/** The sentence of an error: what happened, the server's words, the HTTP status, the task's id. */
function sentence(what: string, said?: string, status?: number, task?: TaskRef): string {
	const words = said === undefined ? '' : `: ${said.replace(/\s+/g, ' ').trim().slice(0, 600)}`;
	const code = status === undefined || status < 300 ? '' : ` (HTTP ${status})`;
	const id = task === undefined ? '' : ` [task ${task.id}]`;
	return `${what}${code}${words}${id}`;
}

/** Turns a call's end into the error a user reads. With a task, the bill is the task's, not the call's. */
export function problemOf(
	place: Place,
	call: Call,
	reply: Reply,
	error?: ApiError,
	task?: TaskRef,
): Problem {
	const { kind, charged } = judge(call, endingOf(reply, error));
	const words = WORDS[kind]?.(place, call) ?? { what: kind, next: LOOK(place.title) };
	const said = saidBy(reply, error);
	const httpStatus = 'status' in reply ? reply.status : undefined;
	const ended = kind === 'taskFailed' || kind === 'refused';
	const bought: Charged = task === undefined ? charged : ended ? 'unknown' : 'yes';
	const fetchLater = `The task is at the provider: fetch its pictures with the operation Get and task id ${task?.id ?? ''}, which buys nothing.`;
	return new Problem({
		kind,
		message: sentence(words.what, said && place.redact(said), httpStatus, task),
		charged: bought,
		safeToRetry: task === undefined ? charged === 'no' : ended,
		nextStep: task === undefined || ended ? words.next : `${words.next} ${fetchLater}`,
		task,
		httpStatus,
	});
}

/** A problem about a task that is known, in the words of the caller. */
export function taskProblem(
	task: TaskRef & { readonly status?: Task['status'] },
	facts: Omit<ProblemFacts, 'task' | 'status'>,
): Problem {
	return new Problem({
		...facts,
		message: sentence(facts.message, undefined, undefined, task),
		task: { model: task.model, id: task.id },
		status: task.status,
	});
}

/** How a finished task that brought no picture is told. */
export function endOf(place: Place, task: Task): Problem | undefined {
	const said = task.reason === undefined ? undefined : place.redact(task.reason);
	const told = (kind: ProblemKind, what: string, next: string, charged: Charged, safe: boolean) =>
		taskProblem(task, {
			kind,
			message: sentence(what, said),
			charged,
			safeToRetry: safe,
			nextStep: next,
		});
	if (task.status === 'failed' && task.refused === true) {
		const { what, next } = refusedWords(place, 'status');
		return told('refused', what, next, 'unknown', true);
	}
	if (task.status === 'failed') {
		const { what, next } = failedWords(place, 'status');
		return told('taskFailed', what, next, 'unknown', true);
	}
	if (task.status === 'canceled') {
		const next = 'Run the item again if the picture is still wanted.';
		return told('canceled', 'The task was cancelled', next, 'unknown', true);
	}
	if (task.expired === true) {
		const next = `${place.title} keeps results for a limited time only. Run the item again to buy the picture anew, and fetch it within that time.`;
		return told('expired', 'The task succeeded, but its pictures are gone', next, 'yes', true);
	}
	if (task.status === 'succeeded' && task.outputs.length === 0) {
		const next = `Look at the task at ${place.title}: the safety checker may have dropped the pictures.`;
		return told('noPictures', 'The task succeeded without a picture', next, 'yes', false);
	}
	return undefined;
}
