import { processAgents } from '../net/agents';
import { isOfficialHost, normaliseBaseUrl, officialBaseUrl } from '../wire/baseUrl';
import { bareKey, unsendable } from '../wire/bearer';
import { systemClock } from '../clock';
import type { Source } from '../net/download';
import { parseHosts, type EgressFilter } from '../net/egress';
import { limiterFor } from '../pace/limiter';
import { limits } from '../limits';
import type { ModelCatalog } from '../modelCatalog';
import type { Model } from '../model';
import { Problem } from '../problem';
import { redactor, withoutQueries } from '../redact';
import type { Session } from './session';
import type { ProviderAdapter } from '../adapter';
import type { ApiType, Provider } from '../task';
import { createTransport, type Endpoint } from '../net/transport';

/** What a node shell says about its provider. */
export interface Service {
	readonly provider: Provider;
	readonly title: string;
	readonly credential: string;
	readonly models: readonly Model[];
	readonly adapter: (api: ApiType) => ProviderAdapter;
	/** What the provider tells about models that no file of ours declares. */
	readonly catalog: (api: ApiType) => ModelCatalog;
}

/** The fields of all three credentials; those a credential does not have are absent. */
export interface CredentialFields {
	readonly apiKey?: string;
	readonly useGateway?: boolean;
	readonly baseUrl?: string;
	readonly apiType?: 'automatic' | ApiType;
	readonly allowedDownloadHosts?: string;
	readonly huggingFaceToken?: string;
	readonly civitaiToken?: string;
	readonly trustGateway?: boolean;
	readonly lookUpLoras?: boolean;
	readonly huggingFaceUrl?: string;
	readonly civitaiUrl?: string;
}

export interface Opened {
	readonly session: Session;
	/** Where this session's pictures may be fetched from. */
	readonly source: Source;
}

/** Shorter pieces of a key are ordinary words. */
const SHORTEST_SECRET = 12;

/** Loopback counts as a gateway under "automatic" (design section 1). */
function apiTypeOf({ provider }: Service, fields: CredentialFields): ApiType {
	if (fields.useGateway !== true) return 'official';
	if (fields.apiType === 'official' || fields.apiType === 'gateway') return fields.apiType;
	const pasted = normaliseBaseUrl(provider, fields.baseUrl ?? '', true);
	return isOfficialHost(provider, pasted) ? 'official' : 'gateway';
}

function unusable(message: string, nextStep: string): Problem {
	const kind = 'invalidCredential';
	return new Problem({ kind, message, charged: 'no', safeToRetry: true, nextStep });
}

/** A key or token of the credential as a header carries it; '' where none is given. */
function sendable({ title }: Service, what: string, pasted = ''): string {
	const key = bareKey(pasted);
	const letter = unsendable(key);
	if (letter === undefined) return key;
	throw unusable(
		`The ${what} of the ${title} credential holds ${letter}, which no request can carry`,
		`Open the credential and enter the ${what} anew, copied without what stands around it.`,
	);
}

function keyOf(service: Service, { apiKey }: CredentialFields): string {
	const key = sendable(service, 'API key', apiKey);
	if (key !== '') return key;
	throw unusable(
		`The ${service.title} credential has no API key`,
		'Open the credential and enter the key.',
	);
}

/** All that must be seen nowhere, as it may be written. */
function secretsOf(service: Service, fields: CredentialFields, apiKey: string): readonly string[] {
	const tokens = [
		sendable(service, 'Hugging Face token', fields.huggingFaceToken),
		sendable(service, 'CivitAI token', fields.civitaiToken),
	];
	// fal's key is an id and a secret, and servers name the halves as well.
	const halves = apiKey.split(':').filter((half) => half.length >= SHORTEST_SECRET);
	const plain = [apiKey, ...halves, ...tokens].filter((secret) => secret !== '');
	// A server may say a key again inside a URL.
	return [...new Set([...plain, ...plain.map(encodeURIComponent)])];
}

/** Throws a `Problem` (invalidCredential) for a missing key or a base URL that is none. */
export function openSession(
	service: Service,
	fields: CredentialFields,
	log: Session['log'],
	filter?: EgressFilter,
): Opened {
	const apiKey = keyOf(service, fields);
	const api = apiTypeOf(service, fields);
	const baseUrl =
		fields.useGateway === true
			? normaliseBaseUrl(service.provider, fields.baseUrl ?? '', api === 'gateway')
			: officialBaseUrl(service.provider);
	const adapter = service.adapter(api);
	const secrets = secretsOf(service, fields, apiKey);
	const redact = redactor(secrets);
	const allowedHosts =
		fields.useGateway === true ? parseHosts(fields.allowedDownloadHosts ?? '') : [];
	const endpoint: Endpoint = {
		baseUrl,
		authorization: adapter.authorization(apiKey),
		secrets,
		agents: processAgents(filter),
		filter,
		allowedHosts,
	};
	const session: Session = {
		adapter,
		endpoint,
		transport: createTransport(endpoint),
		limiter: limiterFor(baseUrl.host, apiKey, systemClock, limits()),
		clock: systemClock,
		place: {
			title: service.title,
			host: baseUrl.host,
			official: api === 'official',
			redact: (text) => redact(withoutQueries(text)),
		},
		log,
	};
	return { session, source: { endpoint, allowedHosts } };
}
