import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer that is not the true one. `refuse`: no connection for a while; `block`: n8n's filter forbids the host. */
export type Lie =
	| 'reset'
	| 'stall'
	| 'refuse'
	| 'block'
	| {
			readonly status: number;
			readonly text: string;
			readonly headers?: Readonly<Record<string, string>>;
	  };

export interface LiarTask {
	readonly id: string;
	readonly prompt: string;
	readonly at: number;
}

/** A gateway that answers truly but for one lie. */
export interface Liar {
	readonly origin: string;
	readonly key: string;
	readonly tasks: readonly LiarTask[];
	/** Keys that came anywhere but to this host are counted by the sandbox; these came here. */
	readonly foreignKeys: ReadonlySet<string>;
	readonly requests: () => number;
	tell(call: 'submit' | 'status', lie: Lie, made: boolean): void;
	reset(): void;
	close(): Promise<void>;
}

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

interface Told {
	readonly call: 'submit' | 'status';
	readonly lie: Lie;
	readonly made: boolean;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

const listen = (server: Server, port: number) =>
	new Promise<number>((resolve) => {
		server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});

export async function startLiar(block: (origin: string) => void): Promise<Liar> {
	const key = `sk-liar-${Math.random().toString(36).slice(2).padEnd(24, 'k')}`;
	let tasks: LiarTask[] = [];
	let told: Told | undefined;
	let count = 0;
	let requests = 0;
	const foreignKeys = new Set<string>();
	const origin = () => `http://127.0.0.1:${port}`;
	const server = createServer((request, response) => {
		answer(request, response).catch(() => response.destroy());
	});
	const send = (response: ServerResponse, status: number, body: unknown) => {
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(body));
	};
	const make = (id: string, body: string) => {
		const { prompt = '', input } = JSON.parse(body) as {
			prompt?: string;
			input?: { prompt: string };
		};
		tasks.push({ id, prompt: input?.prompt ?? prompt, at: Date.now() });
	};
	/** Takes the lie for this call, once. */
	const take = (call: Told['call']) => {
		if (told?.call !== call) return undefined;
		const { lie, made } = told;
		told = undefined;
		return { lie, made };
	};
	const apply = (lie: Exclude<Lie, 'block'>, response: ServerResponse) => {
		if (lie === 'stall') return;
		if (lie === 'reset') return void response.socket?.resetAndDestroy();
		if (lie === 'refuse') {
			response.socket?.resetAndDestroy();
			return pause();
		}
		response.writeHead(lie.status, { ...lie.headers });
		response.end(lie.text);
	};
	const pause = () => {
		server.close();
		server.closeAllConnections();
		setTimeout(() => {
			if (!server.listening) server.listen(port, '127.0.0.1');
		}, 150).unref();
	};
	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		requests++;
		const { authorization = '' } = request.headers;
		const { url = '', method } = request;
		if (url === '/picture.png') {
			if (authorization !== '') foreignKeys.add(authorization);
			response.writeHead(200, { 'content-type': 'image/png', 'content-length': PNG.length });
			return void response.end(PNG);
		}
		if (authorization !== `Bearer ${key}`) foreignKeys.add(authorization);
		const body = await bodyOf(request);
		const isFal = url.startsWith('/fal-ai/');
		if (method === 'POST' && !/\/cancel$/.test(url)) {
			const id = `liar-${++count}-${Math.random().toString(36).slice(2, 10)}`;
			const lie = take('submit');
			if (lie === undefined || lie.made) make(id, body);
			if (lie !== undefined && lie.lie !== 'block') return apply(lie.lie, response);
			if (told?.call === 'status' && told.lie === 'block') block(origin());
			if (told?.call === 'status' && told.lie === 'refuse') {
				response.once('finish', pause);
				told = undefined;
			}
			return send(
				response,
				200,
				isFal ? { request_id: id, status: 'IN_QUEUE' } : { id, status: 'starting' },
			);
		}
		const id = /(liar-[\w-]+)/.exec(url)?.[1];
		const task = tasks.find((one) => one.id === id);
		if (task === undefined) return send(response, 404, { detail: 'no such task' });
		const lie = take('status');
		if (lie !== undefined && lie.lie !== 'block') return apply(lie.lie, response);
		const file = `${origin()}/picture.png`;
		if (isFal) return send(response, 200, { images: [{ url: file, content_type: 'image/png' }] });
		return send(response, 200, { id, status: 'succeeded', output: [file] });
	}
	const port = await listen(server, 0);
	return {
		origin: origin(),
		key,
		get tasks() {
			return tasks;
		},
		foreignKeys,
		requests: () => requests,
		tell: (call, lie, made) => {
			told = { call, lie, made };
		},
		reset: () => {
			tasks = [];
			told = undefined;
		},
		close: async () => {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	};
}
