import type { IExecuteFunctions } from 'n8n-workflow';

import { filterOf } from './occasion';
import { checked, isGiven, toggle } from '../input/values';
import { logLine } from '../words/logLine';
import { asProblem, Problem } from '../problem';
import { openSession, type CredentialFields, type Opened, type Service } from '../client/service';

/** On whose account an item runs. */
export interface Account {
	readonly fields: CredentialFields;
	readonly opened: Opened;
}

const unusable = (message: string, nextStep: string) =>
	new Problem({ kind: 'invalidCredential', message, charged: 'no', safeToRetry: true, nextStep });

/** As typed, or as an expression brought it: switches may be texts, and what finds nothing is not there. */
export function credentialFields(
	given: Readonly<Record<string, unknown>>,
	title: string,
): CredentialFields {
	const said = Object.entries(given).filter(([, value]) => isGiven(value));
	const fields = Object.fromEntries(said) as Record<string, unknown>;
	const switches = { useGateway: 'Use a Gateway or Proxy', lookUpLoras: 'Look Up LoRAs' } as const;
	for (const [name, label] of Object.entries(switches)) {
		if (name in fields)
			fields[name] = checked(`${label} in the ${title} credential`, toggle, fields[name]);
	}
	// Texts are read as texts: a key of digits alone comes as a number from a sheet.
	for (const [name, value] of Object.entries(fields)) {
		if (typeof value === 'number') fields[name] = String(value);
		else if (typeof value === 'object') {
			throw unusable(
				`${name} in the ${title} credential is no text: its expression gives ${Array.isArray(value) ? 'a list' : 'an object'}`,
				'Correct the expression in the credential. Nothing was sent to the provider.',
			);
		}
	}
	return fields;
}

async function fieldsFor(context: IExecuteFunctions, { credential, title }: Service, item: number) {
	try {
		return credentialFields(await context.getCredentials(credential, item), title);
	} catch (error) {
		const { message } = asProblem(error);
		if (error instanceof Problem) throw unusable(message, error.nextStep);
		throw unusable(
			`The ${title} credential cannot be read: ${message}`,
			`Choose a credential in the node, or correct the expression in it. Nothing was sent to the provider.`,
		);
	}
}

/**
 * The account of each item: a credential may hold expressions. Items with equal fields share one session, so
 * its limiter, prices and lists. Throws a `Problem` (invalidCredential) where there is none to use.
 */
export function openAccounts(
	context: IExecuteFunctions,
	service: Service,
	execution: string | undefined,
): (item: number) => Promise<Account> {
	/** Owner: one run of the node; key: the fields; lifetime: that run. */
	const accounts = new Map<string, Account>();
	const filter = filterOf(context.helpers);
	const log: Opened['session']['log'] = (message, facts) => {
		const told = { ...(execution === undefined ? {} : { execution }), ...facts };
		context.logger.info(logLine(service.title, message, told), told);
	};
	return async (item) => {
		const fields = await fieldsFor(context, service, item);
		const key = JSON.stringify(fields);
		const known = accounts.get(key);
		if (known !== undefined) return known;
		const account = { fields, opened: openSession(service, fields, log, filter) };
		accounts.set(key, account);
		return account;
	};
}
