import { isIP, type LookupFunction } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { createAgents, type Agents } from '../../nodes/shared/net/agents';
import { buildConnector } from '../../nodes/shared/vendor';

/** Addresses of the public internet that this machine plays: each leads to a port on loopback. */
export type PublicHosts = Readonly<Record<string, number>>;

export interface Guarded {
	readonly agents: Agents;
	/** Every address that a socket was to be opened to. */
	readonly asked: string[];
	/** How often each name was looked up. */
	readonly lookUps: Record<string, number>;
}

const outside = (address: string) =>
	Object.assign(new Error(`the test opens nothing at ${address}`), { code: 'EOUTSIDE' });

/**
 * Agents whose names are resolved from a table (the nth look-up gets the nth answer, the last one stays)
 * and whose sockets reach loopback alone, so that even a broken guard reaches nothing.
 */
export function guardedAgents(
	names: Readonly<Record<string, ReadonlyArray<readonly string[]>>>,
	hosts: PublicHosts,
): Guarded {
	const asked: string[] = [];
	const lookUps: Record<string, number> = {};
	const lookup: LookupFunction = (name, _options, callback) => {
		const answers = names[name] ?? [];
		const at = (lookUps[name] = (lookUps[name] ?? 0) + 1);
		const answer = answers[Math.min(at, answers.length) - 1];
		const found = answer?.map((address) => ({ address, family: isIP(address) }));
		const done = callback as unknown as (error: Error | null, all: LookupAddress[]) => void;
		if (found === undefined) return done(new Error(`no such name: ${name}`), []);
		done(null, found);
	};
	const connector: typeof buildConnector = (options) => {
		// Undici's own way: the socket opens what `options.lookup` says, for names alone.
		const own = (options as { lookup?: LookupFunction }).lookup ?? lookup;
		return (target, callback) => {
			const open = (address: string) => {
				asked.push(address);
				const port = hosts[address];
				const real = { ...target, hostname: '127.0.0.1', port: String(port ?? target.port) };
				const loopback = /^127\./.test(address);
				if (port === undefined && !loopback) return callback(outside(address), null);
				buildConnector({ timeout: 1000 })(real, callback);
			};
			const host = target.hostname.replace(/^\[|\]$/g, '');
			if (isIP(host) !== 0) return open(host);
			own(host, { all: true }, (error, found) => {
				if (error) return callback(error, null);
				open((found as unknown as LookupAddress[])[0].address);
			});
		};
	};
	return { agents: createAgents(undefined, { lookup, connector }), asked, lookUps };
}
