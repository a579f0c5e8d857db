import { createServer, request as forward } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { NodeRun } from '../engine/harness';
import { inChild } from '../engine/inChild';
import { photo } from './photo';

interface Proxy {
	readonly url: string;
	/** `CONNECT host:port`, or a method with the whole address of a plain request. */
	readonly seen: string[];
	/** Headers of plain requests and of tunnels; what is inside a tunnel stays there. */
	readonly authorizations: Set<string | undefined>;
	close(): Promise<void>;
}

/** A small proxy that leads nowhere but to loopback. */
async function startProxy(): Promise<Proxy> {
	const seen: string[] = [];
	const authorizations = new Set<string | undefined>();
	const server = createServer((request, response) => {
		const target = new URL(request.url ?? '');
		seen.push(`${request.method} ${target.host}`);
		if (target.hostname !== '127.0.0.1') {
			response.writeHead(403).end();
			return;
		}
		const on = forward(target, { method: request.method, headers: request.headers }, (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		on.on('error', () => response.destroy());
		request.pipe(on);
	});
	server.on('connect', (request, socket) => {
		// A child that has its answer may end with a tunnel open.
		socket.on('error', () => socket.destroy());
		seen.push(`CONNECT ${request.url}`);
		authorizations.add(request.headers.authorization);
		const [host, port] = (request.url ?? '').split(':');
		if (host !== '127.0.0.1') {
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const on = connect(Number(port), host, () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			on.pipe(socket);
			socket.pipe(on);
		});
		on.on('error', () => socket.destroy());
		socket.on('close', () => on.destroy());
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const close = async () => {
		server.closeAllConnections();
		await new Promise((done) => server.close(done));
	};
	return { url, seen, authorizations, close };
}

let sandbox: Sandbox;
let proxy: Proxy;
beforeAll(async () => {
	sandbox = await startSandbox({ draw: false, seconds: () => 0.03 });
	proxy = await startProxy();
});
beforeEach(() => {
	sandbox.reset();
	proxy.seen.length = 0;
});
afterAll(async () => {
	await proxy.close();
	await sandbox.close();
});

function falRun(more: IDataObject = {}, typed: IDataObject = {}): NodeRun {
	const { baseUrl, key } = sandbox.sites.fal;
	return {
		type: 'falImage',
		items: [photo()],
		parameters: {
			model: 'fal-ai/flux-lora/image-to-image',
			prompt: 'a',
			image_url: 'photo',
			...more,
		},
		settings: { onError: 'continueRegularOutput' },
		credentials: {
			apiKey: key,
			useGateway: true,
			baseUrl,
			apiType: 'official',
			allowedDownloadHosts: sandbox.cdn.host,
			...typed,
		},
	};
}

const hostOf = (origin: string) => new URL(origin).host;
const targets = () => [...new Set(proxy.seen.map((line) => line.split(' ')[1]))].sort();

describe("a user's proxy", () => {
	it('HTTP_PROXY takes API calls, streams, uploads and downloads', async () => {
		const [{ rows, pictures }] = await inChild({ HTTP_PROXY: proxy.url }, falRun());
		expect(rows[0]).toMatchObject({ status: 'succeeded' });
		expect(pictures).toEqual([1]);
		const { counters } = sandbox;
		const steps = new Set(counters.requests.map(({ step }) => step));
		expect([...steps]).toEqual(expect.arrayContaining(['upload', 'submit', 'stream', 'download']));
		// Each connection of either host was opened by the proxy.
		expect(targets()).toEqual([hostOf(sandbox.sites.fal.origin), sandbox.cdn.host].sort());
		const opened = (counters.connections.fal ?? 0) + (counters.connections.cdn ?? 0);
		expect(proxy.seen.length).toBeGreaterThanOrEqual(opened);
		expect([...proxy.authorizations].filter((header) => header !== undefined)).toEqual([]);
	}, 60_000);

	it('NO_PROXY is honoured, host by host', async () => {
		const env = { HTTP_PROXY: proxy.url, NO_PROXY: hostOf(sandbox.sites.fal.origin) };
		const [{ rows }] = await inChild(env, falRun());
		expect(rows[0]).toMatchObject({ status: 'succeeded' });
		expect(targets()).toEqual([sandbox.cdn.host]);
	}, 60_000);

	it('HTTPS_PROXY takes https; a tunnel that it refuses is no purchase', async () => {
		const typed = { baseUrl: 'https://gateway.example.com' };
		const env = { HTTPS_PROXY: proxy.url };
		const [{ rows }] = await inChild(env, falRun({ image_url: 'https://a.example/b.png' }, typed));
		expect(new Set(proxy.seen)).toEqual(new Set(['CONNECT gateway.example.com:443']));
		expect(rows[0].details).toMatchObject({ charged: 'no', safeToRetry: true });
		expect(sandbox.counters.requests).toEqual([]);
	}, 60_000);

	it('private literals in answers are refused before the proxy is asked', async () => {
		const locations = ['http://169.254.169.254/x', 'http://[::1]:9/x', 'http://localhost:9/x'];
		for (const [index, location] of locations.entries()) {
			const fault = { kind: 'redirect', location } as const;
			sandbox.faults.add({ step: 'download', prompt: `p${index}`, times: 9, fault });
		}
		const image_url = 'https://a.example/b.png';
		const runs = locations.map((_, index) => falRun({ image_url, prompt: `p${index}` }));
		const results = await inChild({ HTTP_PROXY: proxy.url }, ...runs);
		for (const { rows } of results) {
			expect(rows[0].details).toMatchObject({ kind: 'blockedAddress', charged: 'yes' });
		}
		expect(targets()).toEqual([hostOf(sandbox.sites.fal.origin), sandbox.cdn.host].sort());
	}, 60_000);
});
