import { Socket } from 'node:net';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** What could send a request elsewhere: a proxy, or n8n's own settings of the person who runs this. */
const strays = /^(N8N_|EXECUTIONS_|(https?|all|no)_proxy$)/i;

/**
 * Keeps this process on loopback, whatever the environment holds: a socket to any other host throws.
 * Owner: the process; it holds until the returned function is called.
 */
export function stayOnLoopback(): () => void {
	for (const name of Object.keys(process.env)) if (strays.test(name)) delete process.env[name];
	const original = Socket.prototype.connect;
	const connect = original as (...given: unknown[]) => Socket;
	Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
		const host = hostOf(given);
		if (host !== undefined && !loopback.test(host)) {
			throw new Error(`The demo does not leave this machine; it was asked to connect to ${host}`);
		}
		return connect.apply(this, given);
	};
	return () => {
		Socket.prototype.connect = original;
	};
}

/** The host among the many forms of arguments `connect` takes; undefined for a local pipe. */
function hostOf([first, second]: readonly unknown[]): string | undefined {
	// Node hands on its own normalized form: one array of options and callback.
	if (Array.isArray(first)) return hostOf(first);
	if (typeof first === 'object' && first !== null) {
		const { host, path } = first as { host?: string; path?: string };
		return path === undefined || path === null ? (host ?? 'localhost') : undefined;
	}
	if (typeof first === 'number') return typeof second === 'string' ? second : 'localhost';
	return undefined;
}
