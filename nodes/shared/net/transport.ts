import type { Agents } from './agents';
import { isConnectError } from './agents';
import { isAllowedHost, refusal, type EgressFilter } from './egress';
import { readEvents } from './events';
import { limits } from '../limits';
import { flatHeaders, replyOf } from './reply';
import type { ApiRequest, Reply } from '../task';
import { FormData, request } from '../vendor';

/** The only holder of a host and a key. */
export interface Endpoint {
	/** Normalised, without a trailing slash in its path. */
	readonly baseUrl: URL;
	/** The Authorization header's value. */
	readonly authorization: string;
	/** Never to be seen in anything that was received: the API key and the tokens for private LoRAs. */
	readonly secrets: readonly string[];
	readonly agents: Agents;
	readonly filter?: EgressFilter;
	/** Private hosts the user named for files, as `host` or `host:port`. */
	readonly allowedHosts?: readonly string[];
}

export interface SendOptions {
	/** A submit travels on a connection of its own or one used a moment ago (design section 3, rule 1). */
	readonly pool: 'submit' | 'home';
	readonly timeoutMs: number;
	/** Of the answer; the bound of all JSON answers unless pictures may lie inside it. */
	readonly maxBytes?: number;
	readonly signal?: AbortSignal;
}

export interface Transport {
	/** Never throws: every way to end is a `Reply`. */
	send(request: ApiRequest, options: SendOptions): Promise<Reply>;
	/** Yields the JSON of each server-sent event; ends when the server does, throws when it breaks. */
	events(request: ApiRequest, signal: AbortSignal): AsyncGenerator<unknown>;
}

/** The one exception to "a key goes to the base origin only": fal's own services (providers.md 2.1). */
const FAL_QUEUE = 'https://queue.fal.run';
const FAL_SERVICES = {
	api: FAL_QUEUE,
	storage: 'https://rest.fal.ai',
	account: 'https://api.fal.ai',
} as const;

function addressOf(baseUrl: URL, call: ApiRequest): URL {
	const base = baseUrl.origin === FAL_QUEUE ? new URL(FAL_SERVICES[call.service]) : baseUrl;
	const url = new URL(`${base.origin}${base.pathname.replace(/\/$/, '')}${call.path}`);
	for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
	return url;
}

function bodyOf(call: ApiRequest): { body?: string | FormData; headers: Record<string, string> } {
	if (call.file !== undefined) {
		const { field, content } = call.file;
		const form = new FormData();
		// The types know no Blob over a shared buffer; these bytes are n8n's own.
		const bytes = content.bytes as Uint8Array<ArrayBuffer>;
		form.append(field, new Blob([bytes], { type: content.mimeType }), content.fileName);
		return { body: form, headers: {} };
	}
	if (call.text !== undefined) {
		return { body: call.text, headers: { 'content-type': 'text/plain' } };
	}
	if (call.body === undefined) return { headers: {} };
	return { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } };
}

/** Where the filter of n8n refuses, it wins; its own words say which setting to change. */
export async function filterRefusal(url: URL, filter?: EgressFilter): Promise<string | undefined> {
	if (filter === undefined) return undefined;
	const verdict = await filter.validateUrl(url);
	if (verdict.ok) return undefined;
	return `n8n's own protection refuses ${url.host} (${verdict.error?.message ?? 'no reason given'}); N8N_SSRF_ALLOWED_HOSTNAMES and N8N_SSRF_ALLOWED_IP_RANGES let it through`;
}

function failureOf(error: unknown, signal?: AbortSignal): Reply {
	const code = (error as { code?: unknown }).code;
	const reason = typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
	if (isConnectError(error)) return { type: 'unsent', reason };
	if (signal?.aborted === true) return { type: 'aborted' };
	return { type: 'lost', reason };
}

/** A signal that fires with the caller's or after `timeoutMs`, and leaves no timer behind. */
function deadline(timeoutMs: number, signal?: AbortSignal): { signal: AbortSignal; clear(): void } {
	const controller = new AbortController();
	const timer = setTimeout(() => controller.abort(new Error('deadline')), timeoutMs);
	const signals = signal === undefined ? [controller.signal] : [signal, controller.signal];
	return { signal: AbortSignal.any(signals), clear: () => clearTimeout(timer) };
}

const headersOf = ({ authorization }: Endpoint, call: ApiRequest) => ({
	'user-agent': 'n8n-nodes-flux-lora',
	accept: 'application/json',
	...call.headers,
	authorization,
});

export function createTransport(endpoint: Endpoint): Transport {
	const { baseUrl, agents, filter } = endpoint;
	return {
		async send(call, options) {
			const bound = deadline(options.timeoutMs, options.signal);
			try {
				const url = addressOf(baseUrl, call);
				const refused = await filterRefusal(url, filter);
				if (refused !== undefined) return { type: 'blocked', reason: refused };
				const { body, headers } = bodyOf(call);
				const response = await request(url, {
					method: call.method,
					headers: { ...headersOf(endpoint, call), ...headers },
					body,
					dispatcher: agents[options.pool],
					signal: bound.signal,
				});
				// A body that is given up emits an error, which would end the process if nobody listened.
				response.body.on('error', () => {});
				const maxBytes = options.maxBytes ?? limits().jsonBytes;
				return await replyOf(response, endpoint, maxBytes);
			} catch (error) {
				return failureOf(error, options.signal);
			} finally {
				bound.clear();
			}
		},
		async *events(call, signal) {
			const url = addressOf(baseUrl, call);
			if ((await filterRefusal(url, filter)) !== undefined) return;
			const headers = { ...headersOf(endpoint, call), accept: 'text/event-stream' };
			const { statusCode, body } = await request(url, {
				method: call.method,
				headers,
				dispatcher: agents.streams,
				signal,
			});
			body.on('error', () => {});
			if (statusCode === 200) yield* readEvents(body, endpoint.secrets);
			else body.destroy();
		},
	};
}

/** Sends an upload's bytes to where a ticket says: another host, without any key. */
export async function putUpload(
	ticket: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
	bytes: Uint8Array,
	endpoint: Endpoint,
	signal?: AbortSignal,
): Promise<Reply> {
	const url = new URL(ticket.url);
	const named = isAllowedHost(url, endpoint.allowedHosts ?? []);
	const home = named || url.origin === endpoint.baseUrl.origin;
	const refused = (home ? undefined : refusal(url)) ?? (await filterRefusal(url, endpoint.filter));
	if (refused !== undefined) return { type: 'blocked', reason: refused };
	const bound = deadline(limits().uploadMs, signal);
	try {
		const {
			statusCode: status,
			headers,
			body,
		} = await request(url, {
			method: 'PUT',
			headers: ticket.headers,
			body: bytes,
			dispatcher: home ? endpoint.agents.home : endpoint.agents.world,
			signal: bound.signal,
		});
		body.on('error', () => {});
		await body.dump();
		return { type: 'answer', status, headers: flatHeaders(headers), body: null };
	} catch (error) {
		return failureOf(error, signal);
	} finally {
		bound.clear();
	}
}
