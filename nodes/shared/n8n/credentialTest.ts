import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { problemOf } from '../words/explain';
import { Problem, type ProblemKind } from '../problem';
import { endingOf, type Ending } from '../pace/retry';
import { openSession, type CredentialFields, type Service } from '../client/service';
import { NOBODYS_ID, sendOnce, type Heard, type Session } from '../client/session';
import type { Endpoint } from '../net/transport';

type Test = (
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
) => Promise<INodeCredentialTestResult>;

const NOBODYS_TASK = { model: 'fal-ai/flux-lora', id: NOBODYS_ID };

const good = (message: string): INodeCredentialTestResult => ({ status: 'OK', message });
const bad = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/** What to do where there is no item to run again. */
const NEXT: Partial<Record<ProblemKind, string>> = {
	unreachable: 'Check the network, the proxy settings of n8n and the base URL.',
	serverError: 'Try again later.',
	rateLimited: 'Try again in a minute.',
	rejected: 'Check the base URL in the credential.',
	noCredit: 'Add credit or a payment method there.',
	badAnswer: 'Check the base URL in the credential; if it is right, try again later.',
};

function told(session: Session, heard: Heard): INodeCredentialTestResult {
	const problem = problemOf(session.place, 'account', heard.reply, heard.error);
	return bad(`${problem.message}. ${NEXT[problem.kind] ?? problem.nextStep}`);
}

/** How routers of web servers answer a path that none of their routes takes. */
const UNROUTED =
	/cannot get|invalid url|no (?:such )?route|(?:page|route|path|endpoint|url) (?:was )?not found/i;

/** The host is there, the API is not. */
function lacksApi({ reply, error }: Heard): boolean {
	if (reply.type === 'unreadable') {
		return reply.what !== 'html' && [404, 405, 410].includes(reply.status);
	}
	const refused = reply.type === 'answer' && reply.status >= 400 && reply.status < 500;
	return refused && UNROUTED.test(error?.message ?? '');
}

const noApiAt = ({ baseUrl }: Endpoint) =>
	bad(
		`${baseUrl.host} answers, but the API is not at ${baseUrl.href}. Check the base URL: enter the address that its API documentation gives.`,
	);

/** At official hosts: the account's own endpoint, which is free and wants a key (providers.md 1.6, 2.6, 3.6). */
function readAccount(session: Session, heard: Heard): INodeCredentialTestResult {
	if (heard.answer !== undefined) return good('The key works');
	const ending = endingOf(heard.reply, heard.error);
	if (ending === '404' || lacksApi(heard)) return noApiAt(session.endpoint);
	return told(session, heard);
}

/** Ends that tell of the address or the key; others, such as a 500, tell of neither. */
const TELLING: readonly Ending[] = [
	'401',
	'403',
	'badKey',
	'noCredit',
	'web page',
	'unreadable',
	'redirect',
	'unsent',
	'lost',
	'aborted',
	'blocked',
];

/** Elsewhere: what a task that does not exist is answered with tells the key from the address. */
function readMissingTask(session: Session, heard: Heard): INodeCredentialTestResult {
	const { host } = session.place;
	const { reply, error } = heard;
	if (lacksApi(heard)) return noApiAt(session.endpoint);
	const ending = endingOf(reply, error);
	const json = reply.type === 'answer';
	const status = json ? (error?.status ?? reply.status) : undefined;
	if (json && (status === 404 || status === 400)) return good(`The key works at ${host}`);
	if (TELLING.includes(ending)) return told(session, heard);
	return good(`${host} answers, but the key could not be checked without buying something`);
}

/** A test for the service's credential. It buys nothing, follows no redirect and sends the key to the base origin alone. */
export function credentialTest(service: Service): Test {
	return async function (credential) {
		try {
			const fields = (credential.data ?? {}) as CredentialFields;
			const { session } = openSession(service, fields, () => {});
			const { adapter, place } = session;
			if (place.official && adapter.account !== undefined) {
				return readAccount(session, await sendOnce(session, 'account', adapter.account()));
			}
			const request = adapter.status(NOBODYS_TASK);
			return readMissingTask(session, await sendOnce(session, 'status', request));
		} catch (error) {
			if (error instanceof Problem) return bad(`${error.message}. ${error.nextStep}`);
			return bad('The credential could not be tested');
		}
	};
}
