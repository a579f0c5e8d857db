import type { Clock } from '../clock';
import { problemOf } from '../words/explain';
import type { Limiter } from '../pace/limiter';
import { limits } from '../limits';
import { endingOf, hintMs, judge, pauseBefore } from '../pace/retry';
import type { ProviderAdapter } from '../adapter';
import type { Answer, ApiError, ApiRequest, Call, Reply, TaskRef } from '../task';
import type { Endpoint, Transport } from '../net/transport';
import type { Place } from '../words/phrases';

/** Everything one credential's calls need. */
export interface Session {
	readonly adapter: ProviderAdapter;
	readonly endpoint: Endpoint;
	readonly transport: Transport;
	readonly limiter: Limiter;
	readonly clock: Clock;
	readonly place: Place;
	/** n8n's log, at info level. Never given a key. */
	readonly log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** A reply, with the error the provider put into it. */
export interface Heard {
	readonly reply: Reply;
	readonly error?: ApiError;
	/** Present when the answer is good. */
	readonly answer?: Answer;
}

export function hear(adapter: ProviderAdapter, call: Call, reply: Reply): Heard {
	if (reply.type !== 'answer') return { reply };
	const error = adapter.parseError(reply, call);
	if (error !== undefined) return { reply, error };
	const good = reply.status >= 200 && reply.status < 300;
	return good ? { reply, answer: reply } : { reply };
}

/** Closer bounds than those of the call, where the caller has some. */
export interface Bounds {
	readonly leftMs?: number;
	/** Of the answer. */
	readonly maxBytes?: number;
}

/** An id that no provider makes: how a host answers it tells the address and the key, and buys nothing. */
export const NOBODYS_ID = '00000000-0000-0000-0000-000000000000';

/** Sends once. */
export async function sendOnce(
	session: Session,
	call: Call,
	request: ApiRequest,
	signal?: AbortSignal,
	{ leftMs = Infinity, maxBytes }: Bounds = {},
): Promise<Heard> {
	const { callMs, submitMs, uploadMs } = limits();
	const most = call === 'submit' ? submitMs : call === 'upload' ? uploadMs : callMs;
	const timeoutMs = Math.min(most, leftMs);
	const pool = call === 'submit' ? 'submit' : 'home';
	const reply = await session.transport.send(request, { pool, timeoutMs, maxBytes, signal });
	return hear(session.adapter, call, reply);
}

/**
 * Sends a call that buys nothing, again where the retry table allows it, up to `callTries` times.
 * Throws a `Problem` that names the task.
 */
export async function ask(
	session: Session,
	call: Exclude<Call, 'submit' | 'download'>,
	request: ApiRequest,
	signal?: AbortSignal,
	task?: TaskRef,
	bounds?: Bounds,
): Promise<Answer> {
	for (let attempt = 1; ; attempt++) {
		const { reply, error, answer } = await sendOnce(session, call, request, signal, bounds);
		if (answer !== undefined) return answer;
		const { again } = judge(call, endingOf(reply, error));
		if (again !== 'yes' || attempt >= limits().callTries || signal?.aborted === true) {
			throw problemOf(session.place, call, reply, error, task);
		}
		const hint = hintMs(reply, error, Date.now());
		await session.clock.sleep(pauseBefore(attempt, hint, limits(), Math.random()), signal);
	}
}
