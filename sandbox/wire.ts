import type { Socket } from 'node:net';

/** Connections that the next request must find dead. */
export const stale = new WeakSet<Socket>();

/** A reset, not an orderly end. */
export function resetSocket(socket: Socket): void {
	socket.resetAndDestroy();
}
