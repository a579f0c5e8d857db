import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

import { isAllowedHost, refusal, REFUSED } from './egress';
import { limits } from '../limits';
import { withoutQuery } from '../redact';
import { filterRefusal, type Endpoint } from './transport';
import { request, type Dispatcher } from '../vendor';

/** Where pictures may be fetched from, beside the public internet and the base URL's own origin. */
export interface Source {
	readonly endpoint: Endpoint;
	/** "Also Download From". */
	readonly allowedHosts: readonly string[];
}

/** An open answer: its bytes have not been read. */
export interface Opened {
	readonly stream: Readable;
	readonly announcedBytes?: number;
	readonly contentType?: string;
}

/** Why a picture did not come, and whether trying again may help. */
export interface Closed {
	readonly kind: 'downloadFailed' | 'blockedAddress' | 'tooLarge' | 'notAPicture' | 'stopped';
	readonly reason: string;
	readonly again: boolean;
	/** The server says that there is nothing at this address. */
	readonly gone?: boolean;
	/** The server's own word on when to come back, in milliseconds. */
	readonly retryAfterMs?: number;
}

const blocked = (reason: string): Closed => ({ kind: 'blockedAddress', reason, again: false });
const failed = (reason: string, again: boolean): Closed => ({
	kind: 'downloadFailed',
	reason,
	again,
});

/** Opens one address, when it may be opened; no key goes along (outputs are public or signed, providers.md 1.9). */
async function hop(
	url: URL,
	{ endpoint, allowedHosts }: Source,
	signal: AbortSignal,
	redirected: boolean,
): Promise<Dispatcher.ResponseData | Closed> {
	// What the user allowed is the API; where a stranger's redirect leads is a stranger's address.
	const home = !redirected && url.origin === endpoint.baseUrl.origin;
	const own = home || isAllowedHost(url, allowedHosts);
	const refused = own ? undefined : refusal(url);
	if (refused !== undefined) {
		return blocked(`${refused}; if it is yours, name ${url.host} under "Also Download From"`);
	}
	const byFilter = await filterRefusal(url, endpoint.filter);
	if (byFilter !== undefined) return blocked(byFilter);
	// Until the headers; the silence of a body is watched by who reads it.
	const silence = new AbortController();
	const timer = setTimeout(() => silence.abort(), limits().downloadIdleMs);
	try {
		const headers = { 'user-agent': 'n8n-nodes-flux-lora', accept: 'image/*, video/*, */*;q=0.5' };
		const dispatcher = own ? endpoint.agents.home : endpoint.agents.world;
		const both = AbortSignal.any([signal, silence.signal]);
		return await request(url, { dispatcher, headers, signal: both });
	} catch (error) {
		const { code, message } = error as { code?: unknown; message?: string };
		if (code === REFUSED) return blocked(message ?? 'a private address');
		return failed(`${url.host}: ${typeof code === 'string' ? code : 'no answer in time'}`, true);
	} finally {
		clearTimeout(timer);
	}
}

function announced(headers: Dispatcher.ResponseData['headers']): number | undefined {
	const length = Number(headers['content-length']);
	return headers['content-length'] !== undefined && Number.isSafeInteger(length)
		? length
		: undefined;
}

/** Nobody asks for it, yet a store gives a file as it was once uploaded: packed. */
const UNPACK: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
	gzip: createGunzip,
	'x-gzip': createGunzip,
	deflate: createInflate,
	br: createBrotliDecompress,
};

function opened({ headers, body }: Dispatcher.ResponseData): Opened {
	const contentType = [headers['content-type'] ?? ''].flat()[0];
	const coding = [headers['content-encoding'] ?? ''].flat()[0].trim().toLowerCase();
	if (!Object.hasOwn(UNPACK, coding)) {
		return { stream: body, announcedBytes: announced(headers), contentType };
	}
	// A broken one is told by the stream that is read.
	const stream = pipeline(body, UNPACK[coding](), () => {});
	return { stream, contentType };
}

/** Opens an output's URL, hop by hop, each one checked, without a key. */
export async function openUrl(
	address: string,
	source: Source,
	signal: AbortSignal,
): Promise<Opened | Closed> {
	if (!URL.canParse(address)) return failed(`"${withoutQuery(address)}" is no URL`, false);
	let url = new URL(address);
	for (let redirects = 0; redirects <= limits().redirects; redirects++) {
		const response = await hop(url, source, signal, redirects > 0);
		if (!('statusCode' in response)) return response;
		const { statusCode: status, headers, body } = response;
		if (status >= 200 && status < 300) return opened(response);
		body.on('error', () => {});
		body.destroy();
		const location = [headers.location ?? ''].flat()[0];
		if (status >= 400 || location === '' || !URL.canParse(location, url.href)) {
			const again = status >= 500 || [404, 408, 425, 429].includes(status);
			const seconds = Number(headers['retry-after'] ?? Number.NaN);
			const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
			const gone = status === 404 || status === 410;
			return { ...failed(`HTTP ${status} from ${url.host}`, again), gone, retryAfterMs };
		}
		url = new URL(location, url);
	}
	return failed(`more than ${limits().redirects} redirects`, false);
}

/** Opens a base64 `data:` URI. */
export function openDataUri(uri: string): Opened | Closed {
	const match = /^data:([^;,]*)(?:;[^;,]*)*;base64,/i.exec(uri);
	if (match === null) return failed('a data URI without base64', false);
	const [head, contentType] = match;
	const bytes = Buffer.from(uri.slice(head.length), 'base64');
	return { stream: Readable.from([bytes]), announcedBytes: bytes.length, contentType };
}
