import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { PNG } from '../keys/trap';

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
	tell(call: 'submit' | 'status', lie: Lie, made: boolean): void;
	reset(): void;
	close(): Promise<void>;
}

interface Told {
	readonly call: 'submit' | 'status';
	readonly lie: Lie;
	readonly made: boolean;
}

/** The server and what it remembers. */
interface Stand {
	readonly server: Server;
	readonly port: number;
	readonly key: string;
	readonly block: (origin: string) => void;
	readonly foreignKeys: Set<string>;
	tasks: LiarTask[];
	told?: Told;
	made: number;
}

const originOf = ({ port }: Stand) => `http://127.0.0.1:${port}`;

function send(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}

function make(stand: Stand, id: string, body: string): void {
	const { prompt = '', input } = JSON.parse(body) as {
		prompt?: string;
		input?: { prompt: string };
	};
	stand.tasks.push({ id, prompt: input?.prompt ?? prompt, at: Date.now() });
}

/** Takes the lie for this call, once. */
function take(stand: Stand, call: Told['call']): Told | undefined {
	const { told } = stand;
	if (told?.call !== call) return undefined;
	stand.told = undefined;
	return told;
}

/** Nobody listens for a while. */
function pause({ server, port }: Stand): void {
	server.close();
	server.closeAllConnections();
	setTimeout(() => {
		if (!server.listening) server.listen(port, '127.0.0.1');
	}, 150).unref();
}

function lieTo(stand: Stand, lie: Exclude<Lie, 'block'>, response: ServerResponse): void {
	if (lie === 'stall') return;
	if (lie === 'reset' || lie === 'refuse') {
		response.socket?.resetAndDestroy();
		if (lie === 'refuse') pause(stand);
		return;
	}
	response.writeHead(lie.status, { ...lie.headers });
	response.end(lie.text);
}

function answerSubmit(stand: Stand, isFal: boolean, body: string, response: ServerResponse): void {
	const id = `liar-${++stand.made}-${Math.random().toString(36).slice(2, 10)}`;
	const lie = take(stand, 'submit');
	if (lie === undefined || lie.made) make(stand, id, body);
	if (lie !== undefined && lie.lie !== 'block') return lieTo(stand, lie.lie, response);
	const next = stand.told?.call === 'status' ? stand.told.lie : undefined;
	if (next === 'block') stand.block(originOf(stand));
	if (next === 'refuse') {
		response.once('finish', () => pause(stand));
		stand.told = undefined;
	}
	send(response, 200, isFal ? { request_id: id, status: 'IN_QUEUE' } : { id, status: 'starting' });
}

function answerStatus(stand: Stand, isFal: boolean, id: string, response: ServerResponse): void {
	const lie = take(stand, 'status');
	if (lie !== undefined && lie.lie !== 'block') return lieTo(stand, lie.lie, response);
	const file = `${originOf(stand)}/picture.png`;
	if (isFal) return send(response, 200, { images: [{ url: file, content_type: 'image/png' }] });
	send(response, 200, { id, status: 'succeeded', output: [file] });
}

async function answer(stand: Stand, request: IncomingMessage, response: ServerResponse) {
	const { authorization = '' } = request.headers;
	const { url = '', method } = request;
	if (url === '/picture.png') {
		if (authorization !== '') stand.foreignKeys.add(authorization);
		response.writeHead(200, { 'content-type': 'image/png', 'content-length': PNG.length });
		return void response.end(PNG);
	}
	if (authorization !== `Bearer ${stand.key}`) stand.foreignKeys.add(authorization);
	const body = await text(request);
	const isFal = url.startsWith('/fal-ai/');
	if (method === 'POST' && !/\/cancel$/.test(url)) {
		return answerSubmit(stand, isFal, body, response);
	}
	const task = stand.tasks.find(({ id }) => url.includes(id));
	if (task === undefined) return send(response, 404, { detail: 'no such task' });
	answerStatus(stand, isFal, task.id, response);
}

export async function startLiar(block: (origin: string) => void): Promise<Liar> {
	const server = createServer((request, response) => {
		answer(stand, request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const stand: Stand = {
		server,
		port,
		key: `sk-liar-${Math.random().toString(36).slice(2).padEnd(24, 'k')}`,
		block,
		foreignKeys: new Set(),
		tasks: [],
		made: 0,
	};
	return {
		origin: originOf(stand),
		key: stand.key,
		get tasks() {
			return stand.tasks;
		},
		foreignKeys: stand.foreignKeys,
		tell: (call, lie, made) => {
			stand.told = { call, lie, made };
		},
		reset: () => {
			stand.tasks = [];
			stand.told = undefined;
		},
		close: async () => {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	};
}
