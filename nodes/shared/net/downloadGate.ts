import { limits } from '../limits';

/**
 * Downloads of this process: n8n buffers whole files in database and memory mode, so they are bounded
 * in number and in announced bytes. Owner: the process.
 */
let count = 0;
let bytes = 0;
const waiting: Array<() => void> = [];

function wake(): void {
	for (const retry of waiting.splice(0)) retry();
}

async function turn(signal: AbortSignal): Promise<void> {
	await new Promise<void>((resolve) => {
		const done = () => {
			signal.removeEventListener('abort', done);
			resolve();
		};
		waiting.push(done);
		signal.addEventListener('abort', done, { once: true });
	});
}

export interface Place {
	/**
	 * Waits until a download of this size fits beside the others; one that is larger than all the room
	 * goes alone. An unknown size counts as `fallback`.
	 */
	announce(size: number | undefined, fallback: number, signal: AbortSignal): Promise<void>;
	leave(): void;
}

/** Waits for a place; on abort it resolves at once, and the caller finds its signal aborted. */
export async function enterDownload(signal: AbortSignal): Promise<Place> {
	while (count >= limits().downloads && !signal.aborted) await turn(signal);
	count++;
	let mine = 0;
	return {
		async announce(size, fallback, stop) {
			const wanted = size ?? fallback;
			while (bytes > 0 && bytes + wanted > limits().downloadBytes && !stop.aborted)
				await turn(stop);
			mine = wanted;
			bytes += mine;
		},
		leave() {
			count--;
			bytes -= mine;
			wake();
		},
	};
}
