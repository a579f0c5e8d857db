import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
	readonly status?: number;
	readonly json?: unknown;
	readonly text?: string;
	readonly bytes?: Buffer;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
	readonly method: string;
	readonly path: string;
	readonly authorization: string;
	readonly host: string;
}

/** A server that answers what a test says, and keeps what it was asked. */
export interface Echo {
	readonly origin: string;
	readonly host: string;
	readonly asked: Asked[];
	close(): Promise<void>;
}

export async function startEcho(
	answer: (asked: Asked, body: string) => Answer | Promise<Answer>,
): Promise<Echo> {
	const asked: Asked[] = [];
	const read = async (request: IncomingMessage) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks).toString();
	};
	const server = createServer((request, response) => {
		void (async () => {
			const { method = '', url = '', headers } = request;
			const one = {
				method,
				path: url,
				authorization: headers.authorization ?? '',
				host: headers.host ?? '',
			};
			asked.push(one);
			const {
				status = 200,
				json,
				text,
				bytes,
				headers: more,
			} = await answer(one, await read(request));
			const type = json === undefined ? 'text/plain' : 'application/json';
			response.writeHead(status, { 'content-type': type, ...more });
			response.end(bytes ?? text ?? JSON.stringify(json));
		})().catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		origin: `http://${host}`,
		host,
		asked,
		close: async () =>
			await new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** The smallest picture. */
export const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
