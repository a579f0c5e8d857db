import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { problemOf } from '../client/explain';
import { Problem } from '../problem';
import { endingOf } from '../client/retry';
import { openSession, type CredentialFields, type Service } from '../client/service';
import { NOBODYS_ID, sendOnce, type Heard, type Session } from '../client/session';

type Test = (
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
) => Promise<INodeCredentialTestResult>;

const NOBODYS_TASK = { model: 'fal-ai/flux-lora', id: NOBODYS_ID };

const good = (message: string): INodeCredentialTestResult => ({ status: 'OK', message });
const bad = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

function told(session: Session, heard: Heard): INodeCredentialTestResult {
	const { message, nextStep } = problemOf(session.place, 'account', heard.reply, heard.error);
	return bad(`${message}. ${nextStep}`);
}

/** At official hosts: the account's own endpoint, which is free and wants a key (providers.md 1.6, 2.6, 3.6). */
function readAccount(session: Session, heard: Heard): INodeCredentialTestResult {
	return heard.answer === undefined ? told(session, heard) : good('The key works');
}

/** Elsewhere: what a task that does not exist is answered with tells the key from the address. */
function readMissingTask(session: Session, heard: Heard): INodeCredentialTestResult {
	const { host } = session.place;
	const { reply, error } = heard;
	const ending = endingOf(reply, error);
	const json = reply.type === 'answer';
	const status = json ? (error?.status ?? reply.status) : undefined;
	if (json && (status === 404 || status === 400)) return good(`The key works at ${host}`);
	const known = ['401', '403', 'badKey', 'web page', 'redirect', 'unsent', 'blocked'];
	if (known.includes(ending)) return told(session, heard);
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
