import type { ProblemKind } from '../problem';
import type { Call } from '../task';

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

/** Who answers: the provider, or the gateway by its host. */
export const nameOf = ({ title, host, official }: Place) => (official ? title : host);

export interface Words {
	/** Begins the message; the server's own words follow after a colon. */
	readonly what: string;
	/** What to look at or to correct; '' where there is nothing. */
	readonly next: string;
	/** How to try again, said only where nothing is paid: after a task was made, the next try buys a second one. */
	readonly again?: string;
}

/** WaveSpeed answers a key of an account that never paid as it answers a wrong one. */
const unpaid = (title: string) =>
	title === 'WaveSpeed' ? ' A key of WaveSpeed works only after the first top-up there.' : '';

const keyAdvice = ({ title, host, official }: Place) =>
	official
		? `Check the key in the ${title} credential.${unpaid(title)} A gateway's key works only with "Use a Gateway or Proxy" on and the gateway's base URL.`
		: `Check the key in the ${title} credential: a gateway such as ${host} takes keys of its own. If it is a proxy that takes those of ${title}, set "It Speaks Like" to Official API.`;

function modelAdvice({ title, host, official }: Place): string {
	if (!official) return `Choose a model that ${host} lists; some are listed by version alone.`;
	const version = ' A community model needs a version: owner/name:version.';
	return `Check the spelling of the model.${title === 'Replicate' ? version : ''}`;
}

/** providers.md 1.5 and 3.5 */
const PACE: Readonly<Record<string, string>> = {
	Replicate: ' An account without a payment method gets 6 a minute.',
	WaveSpeed: ' The lowest account level gets 2 images a minute and 2 at once.',
};

/** What happened and what to do, per kind, for calls that ended without an answer to use. */
const WORDS: Partial<Record<ProblemKind, (place: Place, call: Call) => Words>> = {
	badKey: (place) => ({
		what: `${place.host} does not accept the API key`,
		next: keyAdvice(place),
	}),
	forbidden: (place) => ({
		what: `${nameOf(place)} refuses this call for your account`,
		next: 'Check that the account may use this model, is not locked and has credit left.',
	}),
	noCredit: (place) => ({
		what: `The account at ${nameOf(place)} has no credit left`,
		next: 'Add credit or a payment method there.',
		again: 'Then run the item again.',
	}),
	modelNotFound: (place) => ({
		what: `${nameOf(place)} does not know this model or version`,
		next: modelAdvice(place),
	}),
	modelUnavailable: ({ host }) => ({
		what: `${host} does not serve this model to your account`,
		next: "Choose a model from the gateway's list, or ask the gateway to enable this one.",
	}),
	taskNotFound: (place) => ({
		what: `${nameOf(place)} does not know this task`,
		next: 'Check the task id, its model and the credential: only the account that made a task sees it, and not for ever.',
	}),
	rejected: (place, call) => ({
		what: `${nameOf(place)} does not accept the ${call === 'submit' ? 'input' : 'call'}`,
		next: 'Correct what the message names.',
		again: 'Then run the item again.',
	}),
	refused: (place) => ({
		what: `The safety rules of ${nameOf(place)} refuse this request`,
		next: 'Change the prompt or the start image; the same request would be refused again.',
	}),
	rateLimited: (place) => ({
		what: `${nameOf(place)} keeps answering that there are too many requests`,
		next: `Run fewer items, or lower "Items at Once, at Most".${place.official ? (PACE[place.title] ?? '') : ''}`,
	}),
	serverError: (place) => ({
		what: `${nameOf(place)} answers with an error of its own`,
		next: '',
		again: 'Run the item again later.',
	}),
	badAnswer: ({ host }) => ({
		what: `${host} answers something that is not the provider's protocol`,
		next: 'Check the base URL in the credential.',
		again: 'If it is right, run the item again later.',
	}),
	wrongBaseUrl: ({ host }) => ({
		what: `${host} answers with a web page where the API should be`,
		next: 'The base URL in the credential is wrong, or the gateway does not offer this model. Enter the address from its API documentation.',
	}),
	redirected: ({ host }) => ({
		what: `${host} redirects the call, and a key is never sent to another address`,
		next: 'Enter the final address as base URL in the credential (often https instead of http, or with www).',
	}),
	blockedAddress: ({ host }) => ({
		what: `The address ${host} may not be opened from here`,
		next: 'Ask whoever runs this n8n to allow the address.',
	}),
	untrusted: ({ host }) => ({
		what: `${host} shows a certificate that this n8n does not trust`,
		next: 'Give n8n the certificate of whoever signed it, as a file named in NODE_EXTRA_CA_CERTS, and restart n8n. No other try can help.',
	}),
	unreachable: ({ host }) => ({
		what: `${host} cannot be reached`,
		next: 'Check the network, the proxy settings and the base URL.',
		again: 'Then run the item again.',
	}),
	stopped: () => ({
		what: 'The execution was stopped',
		next: '',
		again: 'Run the workflow again when wanted.',
	}),
	unknownOutcome: (place) => ({
		what: `The task was sent, but it is not known whether ${nameOf(place)} accepted it`,
		next: `Look at your tasks at ${nameOf(place)} before you run this item again: that may pay a second time.`,
	}),
	taskFailed: () => ({
		what: 'The task failed',
		next: 'When the reason names a LoRA or a start image, correct it. Otherwise it was a fault at the provider: run the item again.',
	}),
};

export function wordsFor(kind: ProblemKind, place: Place, call: Call): Words {
	const next = `Look at your tasks at ${nameOf(place)} before you run this item again.`;
	return WORDS[kind]?.(place, call) ?? { what: kind, next };
}
