import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Caught {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export interface Trap {
	readonly origin: string;
	readonly host: string;
	readonly port: number;
	/** All that came, in order. */
	readonly caught: Caught[];
	close(): Promise<void>;
}

/** A listener of our own, which notes whatever reaches it. */
export async function openTrap(
	answer: (caught: Caught, response: ServerResponse) => void = (_, response) => response.end(),
	address = '127.0.0.1',
): Promise<Trap> {
	const caught: Caught[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
			caught.push(one);
			answer(one, response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, address, resolve));
	const { port } = server.address() as AddressInfo;
	const host = `${address}:${port}`;
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { origin: `http://${host}`, host, port, caught, close };
}

/** The smallest picture there is. */
export const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
	'base64',
);

/** An answer, as a table of cases writes it. */
export interface Answer {
	readonly status?: number;
	readonly json?: unknown;
	readonly text?: string;
	readonly bytes?: Buffer;
	readonly headers?: Readonly<Record<string, string>>;
}

export function reply(response: ServerResponse, answer: Answer): void {
	const type = answer.json === undefined ? 'text/plain' : 'application/json';
	response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers });
	response.end(answer.bytes ?? answer.text ?? JSON.stringify(answer.json));
}

export const json = (response: ServerResponse, status: number, body: unknown) =>
	reply(response, { status, json: body });
