import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Recorded {
	readonly method: string;
	readonly path: string;
	readonly authorization?: string;
	readonly contentType?: string;
	readonly body: string;
}

export interface Recorder {
	readonly origin: string;
	readonly requests: readonly Recorded[];
	close(): void;
}

/** Stands before a site, keeps what comes and passes it on. */
export async function record(upstream: string): Promise<Recorder> {
	const requests: Recorded[] = [];
	const server = createServer(async (message, response) => {
		const body = await text(message);
		requests.push(recorded(message, body));
		const { method, url, headers } = message;
		const answer = await fetch(`${upstream}${url}`, {
			method,
			headers: {
				authorization: headers.authorization ?? '',
				'content-type': headers['content-type'] ?? 'application/json',
			},
			...(body === '' ? {} : { body }),
		});
		response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
		response.end(await answer.text());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { origin: `http://127.0.0.1:${port}`, requests, close: () => server.close() };
}

function recorded({ method, url, headers }: IncomingMessage, body: string): Recorded {
	return {
		method: method ?? '',
		path: url ?? '',
		authorization: headers.authorization,
		contentType: headers['content-type'],
		body,
	};
}
