import { setTimeout as delay } from 'node:timers/promises';
import { altered } from './altered';
import { sendPart } from './damaged';
import { send, type Delivery } from './send';
import type { Fault } from './faults';
import { page } from './page';
import type { Reply } from './types';
import { resetSocket, stale } from './wire';

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
