import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, headersOf, send, writable, type Delivery } from './deliver';
import type { Fault } from './faults';
import { backwards, foreignUrls, noOutput, unknownStatus, wrongTypes } from './mutate';
import type { Reply } from './types';
import { resetSocket, stale } from './wire';

const page =
	'<!doctype html><html><head><title>Error</title></head><body><h1>Something went wrong</h1></body></html>';

/** Answers, or does not, as the fault says. */
export async function faulty(delivery: Delivery, fault: Fault): Promise<void> {
	const { response } = delivery;
	const { socket } = response;
	const early = 'made' in fault && fault.made === true ? await delivery.handle() : undefined;
	switch (fault.kind) {
		case 'refused':
			return;
		case 'reset':
			return await reset(delivery, fault.when);
		case 'staleConnection':
			if (socket !== null) stale.add(socket);
			return await send(response, await delivery.handle());
		case 'stallHeaders':
			return;
		case 'status':
			return await send(response, refused(fault, delivery.world.clock.now()));
		case 'redirect':
			return await send(response, {
				status: fault.status ?? 302,
				headers: { Location: fault.location ?? delivery.received.url.href },
				text: '',
			});
		case 'html':
			if (fault.made === undefined) await delivery.handle();
			return await send(response, { status: fault.status ?? 200, text: page });
		case 'empty':
			if (fault.made === undefined) await delivery.handle();
			return await send(response, { status: fault.status ?? 200, text: '' });
		case 'late': {
			const reply = early ?? (await delivery.handle());
			await delay(fault.ms);
			return await send(response, reply);
		}
		default:
			return await altered(delivery, fault);
	}
}

async function reset(
	delivery: Delivery,
	when: 'beforeRead' | 'beforeTask' | 'afterTask' | 'midAnswer',
) {
	const { socket } = delivery.response;
	if (when === 'afterTask') await delivery.handle();
	if (when === 'midAnswer') await sendPart(delivery, await delivery.handle());
	if (socket !== null) resetSocket(socket);
}

function refused(fault: Extract<Fault, { kind: 'status' }>, now: number): Reply {
	const { status, hint, seconds = 1, html } = fault;
	const headers: Record<string, string> =
		hint === 'seconds'
			? { 'Retry-After': String(seconds) }
			: hint === 'date'
				? { 'Retry-After': new Date(now + seconds * 1000).toUTCString() }
				: {};
	if (html === true) return { status, headers, text: page };
	const detail =
		hint === 'body'
			? `Request was throttled. Your rate limit resets in ~${seconds}s.`
			: `sandbox fault: status ${status}`;
	return { status, headers, json: { detail, status } };
}

/** The faults that send something else than the true answer. */
async function altered(delivery: Delivery, fault: Fault): Promise<void> {
	const { response, world, received } = delivery;
	if (fault.kind === 'outputRemoved') {
		const { id, token } = received.params;
		const task = world.tasks.byId(id ?? '') ?? world.tasks.byToken(token ?? '');
		if (task !== undefined) task.expiresAt = 0;
		return await send(response, await delivery.handle());
	}
	const reply = await delivery.handle();
	switch (fault.kind) {
		case 'wrongTypes':
			return await send(response, { ...reply, json: wrongTypes(reply.json) });
		case 'unknownStatus':
			return await send(response, {
				...reply,
				json: unknownStatus(reply.json, fault.word ?? 'warming_up'),
			});
		case 'backwards':
			return await send(response, { ...reply, json: backwards(reply.json) });
		case 'noOutput':
			return await send(response, { ...reply, json: noOutput(reply.json) });
		case 'foreignUrls': {
			const json = foreignUrls(reply.json, fault.origin ?? world.origins.cdn);
			return await send(response, { ...reply, json });
		}
		case 'wrongMime':
			return await send(response, retyped(reply, fault.type ?? 'application/octet-stream'));
		case 'notPicture':
			return await send(response, {
				status: 200,
				headers: { 'Content-Type': reply.headers?.['Content-Type'] ?? 'image/png' },
				text: page,
			});
		case 'duplicate':
			return await twice(delivery, reply);
		default:
			return await damaged(delivery, fault, reply);
	}
}

function retyped(reply: Reply, type: string): Reply {
	return { ...reply, headers: { ...reply.headers, 'Content-Type': type } };
}

/** The faults that break the connection's flow. */
async function damaged(delivery: Delivery, fault: Fault, reply: Reply): Promise<void> {
	const { response } = delivery;
	switch (fault.kind) {
		case 'truncated': {
			const text = await wholeBody(reply);
			const half = text.subarray(0, Math.floor(text.length / 2));
			response.writeHead(reply.status, { ...headersOf(reply), 'Content-Length': half.length });
			response.end(half);
			return;
		}
		case 'wrongLength': {
			const body = await wholeBody(reply);
			const length = Math.max(0, body.length + (fault.by ?? 100));
			response.strictContentLength = false;
			response.writeHead(reply.status, { ...headersOf(reply), 'Content-Length': length });
			response.write(body);
			setTimeout(() => response.socket?.end(), 20).unref();
			return;
		}
		case 'stallBody':
			return await sendPart(delivery, reply);
		case 'drip':
			return await drip(delivery, reply, fault.bytes ?? 1, fault.ms ?? 50);
		case 'endless':
			return await endless(delivery, reply);
		case 'silentStream':
			response.writeHead(200, { 'Content-Type': 'text/event-stream' });
			response.flushHeaders();
			return;
		case 'brokenStream':
			response.writeHead(200, { 'Content-Type': 'text/event-stream' });
			for await (const event of reply.events ?? []) {
				response.write(event);
				await delay(5);
				break;
			}
			response.socket?.resetAndDestroy();
			return;
		default:
			return await send(response, reply);
	}
}

/** The body in memory: faults are for small answers. */
export async function wholeBody(reply: Reply): Promise<Buffer> {
	if (reply.payload !== undefined) return Buffer.concat([...reply.payload.chunks()]);
	return Buffer.from(bodyOf(reply));
}

async function sendPart({ response }: Delivery, reply: Reply): Promise<void> {
	response.writeHead(reply.status, headersOf(reply));
	const body = await wholeBody(reply);
	response.write(body.subarray(0, Math.max(1, Math.floor(body.length / 2))));
	await delay(5);
}

async function drip(
	{ response }: Delivery,
	reply: Reply,
	bytes: number,
	ms: number,
): Promise<void> {
	response.writeHead(reply.status, headersOf(reply));
	const body = await wholeBody(reply);
	for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
		response.write(body.subarray(at, at + bytes));
		await delay(ms);
	}
	response.end();
}

async function endless({ response }: Delivery, reply: Reply): Promise<void> {
	const { 'Content-Length': _length, ...headers } = headersOf(reply);
	response.writeHead(reply.status, headers);
	response.write(await wholeBody(reply));
	const more = Buffer.alloc(64 * 1024, 0x20);
	while (!response.destroyed) {
		if (response.write(more)) await delay(0);
		else await writable(response);
	}
}

async function twice({ response, received }: Delivery, reply: Reply): Promise<void> {
	if (reply.events !== undefined) {
		const { events } = reply;
		const doubled = async function* (): AsyncIterable<string> {
			for await (const event of events) yield* [event, event];
		};
		return await send(response, { ...reply, events: doubled() });
	}
	const { socket } = response;
	const body = await wholeBody(reply);
	await send(response, reply);
	if (received.method === 'HEAD' || socket === null || socket.destroyed) return;
	const head = Object.entries(headersOf(reply)).map(([name, value]) => `${name}: ${value}\r\n`);
	socket.write(`HTTP/1.1 ${reply.status} Again\r\n${head.join('')}\r\n`);
	socket.write(body);
}
