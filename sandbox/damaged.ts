import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, headersOf, send, writable, type Delivery } from './send';
import type { Fault } from './faults';
import type { Reply } from './types';

/** The faults that break the connection's flow. */
export async function damaged(delivery: Delivery, fault: Fault, reply: Reply): Promise<void> {
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
async function wholeBody(reply: Reply): Promise<Buffer> {
	if (reply.payload !== undefined) return Buffer.concat([...reply.payload.chunks()]);
	return Buffer.from(bodyOf(reply));
}

export async function sendPart({ response }: Delivery, reply: Reply): Promise<void> {
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

export async function twice({ response, received }: Delivery, reply: Reply): Promise<void> {
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
