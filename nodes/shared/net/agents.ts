import type { LookupFunction } from 'node:net';

import { guardedLookup, type EgressFilter } from './egress';
import { limits } from '../limits';
import { buildConnector, EnvHttpProxyAgent, Pool, type Dispatcher } from '../vendor';

/**
 * The connections of this process, one pool a purpose. `home` opens the user's own base URL and hosts
 * the user named, unfiltered; `world` everything else. `submit` is home with fresh connections only;
 * `streams` is apart because a long-lived request in a shared pool delays a cancel (design section 7).
 */
export interface Agents {
	readonly home: Dispatcher;
	readonly submit: Dispatcher;
	readonly streams: Dispatcher;
	readonly world: Dispatcher;
}

/** Seams for tests: another name server, and a connector that reaches loopback alone. */
export interface AgentSeams {
	readonly lookup?: LookupFunction;
	readonly connector?: typeof buildConnector;
}

const CONNECTIONS = 64;

/** Errors of the connecting phase: no byte of a request can have left. */
const connectErrors = new WeakSet<object>();

export function isConnectError(error: unknown): boolean {
	// Not `instanceof`: jest and n8n's sandboxes give code another Error than Node's own.
	return typeof error === 'object' && error !== null && connectErrors.has(error);
}

/**
 * A pool that remembers what failed while connecting. Behind a proxy, `connect` is the whole tunnel: the
 * proxy's refusal and the TLS inside it too come before the first byte of a request.
 */
function markedPool(origin: string | URL, options: Pool.Options): Pool {
	const connector = options.connect as buildConnector.connector;
	const connect: buildConnector.connector = (target, callback) =>
		connector(target, (...result) => {
			if (result[0] !== null) connectErrors.add(result[0]);
			callback(...result);
		});
	return new Pool(origin, { ...options, connect });
}

export function createAgents(filter?: EgressFilter, seams: AgentSeams = {}): Agents {
	const { connectMs, submitIdleMs, streams } = limits();
	const lookup = seams.lookup ?? filter?.createSecureLookup();
	const pool = (options: { lookup?: LookupFunction; idleMs?: number; connections?: number }) => {
		const connect = (seams.connector ?? buildConnector)({
			timeout: connectMs,
			...(options.lookup === undefined ? {} : { lookup: options.lookup }),
		});
		return new EnvHttpProxyAgent({
			connect,
			proxyTls: { timeout: connectMs },
			factory: (origin, pool) => markedPool(origin, pool),
			connections: options.connections ?? CONNECTIONS,
			// The callers have deadlines of their own.
			headersTimeout: 0,
			bodyTimeout: 0,
			...(options.idleMs === undefined
				? {}
				: { keepAliveTimeout: options.idleMs, keepAliveMaxTimeout: options.idleMs }),
		});
	};
	return {
		home: pool({ lookup }),
		submit: pool({ lookup, idleMs: submitIdleMs }),
		streams: pool({ lookup, connections: streams }),
		world: pool({ lookup: guardedLookup(lookup) }),
	};
}

/** Owner: the process; key: n8n's filter (one object an instance) or none; lifetime: until `closeAgents`. */
const shared = new Map<EgressFilter | undefined, Agents>();

export function processAgents(filter?: EgressFilter): Agents {
	const known = shared.get(filter);
	if (known !== undefined) return known;
	const created = createAgents(filter);
	shared.set(filter, created);
	return created;
}

export async function closeAgents(agents: Agents): Promise<void> {
	await Promise.all(Object.values(agents).map(async (agent: Dispatcher) => await agent.destroy()));
}

/** For tests that count what is left open. */
export async function closeProcessAgents(): Promise<void> {
	const open = [...shared.values()];
	shared.clear();
	await Promise.all(open.map(closeAgents));
}
