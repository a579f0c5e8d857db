import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Received, Reply } from './types';
import type { World } from './world';

/** A request that waits for its answer. */
export interface Delivery {
	/** Does what was asked; called at most once. */
	readonly handle: () => Promise<Reply>;
	readonly received: Received;
	readonly response: ServerResponse;
	readonly world: World;
}

/** The body as text, where it is not streamed. */
export function bodyOf(reply: Reply): string {
	return reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json);
}

export function headersOf(reply: Reply): Record<string, string> {
	const type =
		reply.events !== undefined
			? 'text/event-stream'
			: reply.json !== undefined
				? 'application/json'
				: 'text/html; charset=utf-8';
	const length =
		reply.payload?.length ??
		(reply.events === undefined ? Buffer.byteLength(bodyOf(reply)) : undefined);
	return {
		'Content-Type': type,
		...(length === undefined ? {} : { 'Content-Length': String(length) }),
		...reply.headers,
	};
}

export async function send(response: ServerResponse, reply: Reply): Promise<void> {
	response.writeHead(reply.status, headersOf(reply));
	if (reply.payload !== undefined) return await sendChunks(response, reply.payload.chunks());
	if (reply.events !== undefined) return await sendEvents(response, reply.events);
	response.end(bodyOf(reply));
}

/** At the reader's pace, so that many large pictures at once need no memory. */
export async function sendChunks(
	response: ServerResponse,
	chunks: Iterable<Buffer>,
): Promise<void> {
	for (const chunk of chunks) {
		if (response.destroyed) return;
		if (!response.write(chunk)) await writable(response);
	}
	response.end();
}

async function sendEvents(response: ServerResponse, events: AsyncIterable<string>): Promise<void> {
	response.flushHeaders();
	for await (const event of events) {
		if (response.destroyed) return;
		response.write(event);
	}
	response.end();
}

export async function writable(response: ServerResponse): Promise<void> {
	const gone = new AbortController();
	const stop = (): void => gone.abort();
	response.once('close', stop);
	await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
	response.off('close', stop);
}
