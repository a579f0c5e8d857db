import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { control } from './control';
import type { FaultBook } from './faults';
import { parseJson, readBody } from './request';
import { faulty } from './faulty';
import { send } from './send';
import type { Received, Reply, Route, Site, Step } from './types';
import { resetSocket, stale } from './wire';
import type { World } from './world';

export interface Listener {
	readonly origin: string;
	readonly close: () => Promise<void>;
	/** Takes no connections for a while, and drops those it has. */
	readonly pause: (ms: number) => Promise<void>;
}

interface Match {
	readonly route: Route | undefined;
	readonly steps: readonly [Step, ...Step[]];
	readonly params: Readonly<Record<string, string>>;
}

function match(site: Site, method: string, path: string): Match {
	for (const route of site.routes) {
		if (route.method !== method) continue;
		const found = route.path.exec(path);
		if (found !== null) return { route, steps: route.steps, params: { ...found.groups } };
	}
	return { route: undefined, steps: ['other'], params: {} };
}

export async function listen(
	site: Site,
	world: World,
	faults: FaultBook,
	port: number,
): Promise<Listener> {
	const server = createServer({ keepAliveTimeout: 65_000 }, (message, response) => {
		answer(site, world, faults, message, response).catch(() => message.socket.destroy());
	});
	server.on('connection', () => world.ledger.connection(site.name));
	server.on('clientError', (_error, socket) => socket.destroy());
	const bound = await bind(server, port);
	let back: NodeJS.Timeout | undefined;
	return {
		origin: `http://127.0.0.1:${bound}`,
		close: () => {
			clearTimeout(back);
			return shut(server);
		},
		pause: async (ms) => {
			clearTimeout(back);
			await shut(server);
			// A second pause may have begun while this one was closing.
			clearTimeout(back);
			back = setTimeout(() => server.listen(bound, '127.0.0.1'), ms);
			back.unref();
		},
	};
}

function bind(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});
}

function shut(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

async function answer(
	site: Site,
	world: World,
	faults: FaultBook,
	message: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { method = 'GET', socket } = message;
	if (stale.has(socket)) return resetSocket(socket);
	response.sendDate = false;
	response.setHeader('Date', new Date(world.clock.now()).toUTCString());
	const url = new URL(message.url ?? '/', world.origins[site.name]);
	if (url.pathname.startsWith('/_sandbox/')) return await control(world, faults, message, response);

	const { route, steps, params } = match(site, method, url.pathname);
	if (faults.beforeRead(site.name, steps)) return resetSocket(socket);
	const gone = new AbortController();
	response.on('close', () => gone.abort());
	const body = await readBody(message);
	const received: Received = {
		host: site.name,
		method,
		url,
		headers: message.headers,
		body,
		json: parseJson(body),
		params,
		gone: gone.signal,
	};
	note(world, received, steps[0]);
	const handle = async (): Promise<Reply> => await handled(site, world, received, route, steps[0]);
	const told = site.describe(received);
	const task = world.tasks.byId(params['id'] ?? '') ?? world.tasks.byToken(params['token'] ?? '');
	const fault = faults.take({
		site: site.name === 'cdn' ? (task?.site ?? 'cdn') : site.name,
		steps,
		prompt: task?.prompt ?? told.prompt,
		taskId: task?.id,
	});
	if (fault === undefined) return await send(response, await handle());
	await faulty({ handle, received, response, world }, fault);
}

async function handled(
	site: Site,
	world: World,
	received: Received,
	route: Route | undefined,
	step: Step,
): Promise<Reply> {
	const reply =
		site.authorize(received) ??
		(route === undefined ? site.unknown(received) : await route.handle(received));
	if (reply.refusal === true) world.ledger.refusal(site.name);
	if (step === 'submit' && site.name !== 'cdn') {
		const accepted = reply.taskId !== undefined;
		const { taskId, status } = reply;
		const at = world.clock.now();
		world.ledger.submit({
			site: site.name,
			...site.describe(received),
			at,
			taskId,
			accepted,
			status,
		});
	}
	return reply;
}

function note(world: World, received: Received, step: Step): void {
	const { host, method, url, headers, body, params } = received;
	world.ledger.request({
		host,
		step,
		method,
		path: url.pathname + url.search,
		at: world.clock.now(),
		taskId: params['id'] ?? world.tasks.byToken(params['token'] ?? '')?.id,
	});
	const text = `${url.href} ${JSON.stringify(headers)}`;
	for (const key of Object.values(world.keys)) {
		const seen = [key, encodeURIComponent(key)].some((form) => text.includes(form));
		if (!seen && !body.includes(key)) continue;
		for (const address of new Set([new URL(world.origins[host]).host, headers.host ?? ''])) {
			if (address !== '') world.ledger.key(address, key);
		}
	}
}
