import { limits } from '../limits';

/** Whose file it is, for fairness. Neither is ever told. */
export interface Whose {
	readonly host: string;
	readonly credential: string;
}

export interface Place {
	/**
	 * Waits until a download of this size fits beside the others; one that is larger than all the room
	 * goes alone. An unknown size counts as `fallback`, until more has come.
	 */
	announce(size: number | undefined, fallback: number, signal: AbortSignal): Promise<void>;
	/** So many bytes came. */
	progress(bytes: number): void;
	leave(): void;
}

interface Open extends Whose {
	reserved: number;
	received: number;
	/** Hardly anything came of late: it holds up nobody but its own host, and only what it has counts. */
	slow: boolean;
}

interface Waiting {
	/** Undefined when it cannot go yet; else the lower goes first, and of equal ones the older. */
	readonly rank: (tally: Tally) => number | undefined;
	readonly go: () => void;
}

/** A file that brings less in `downloadSlowMs` is slow. */
const PROGRESS_BYTES = 16 * 1024;

/**
 * Downloads of this process: bounded by the bytes they may hold (n8n buffers whole files in database and
 * memory mode), and by sockets for each host, each credential and the process. Owner: the process.
 */
const open = new Set<Open>();
const queue: Waiting[] = [];

/** What is open now, counted once for all that wait. */
interface Tally {
	readonly all: number;
	readonly held: number;
	readonly ofHost: ReadonlyMap<string, number>;
	readonly ofCredential: ReadonlyMap<string, number>;
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
	return counts;
}

function tallied(): Tally {
	const all = [...open];
	const brisk = all.filter(({ slow }) => !slow);
	const heldBy = ({ slow, reserved, received }: Open) =>
		slow ? received : Math.max(reserved, received);
	return {
		all: brisk.length,
		held: all.reduce((sum, one) => sum + heldBy(one), 0),
		ofHost: countBy(all.map(({ host }) => host)),
		ofCredential: countBy(brisk.map(({ credential }) => credential)),
	};
}

function rankOf({ host, credential }: Whose, { all, ofHost, ofCredential }: Tally) {
	const { downloads, downloadsOfOne } = limits();
	const own = ofCredential.get(credential) ?? 0;
	const full = (ofHost.get(host) ?? 0) >= downloadsOfOne || own >= downloadsOfOne;
	return full || all >= downloads ? undefined : own;
}

function wake(): void {
	while (queue.length > 0) {
		let first: Waiting | undefined;
		let least = Infinity;
		const tally = tallied();
		for (const one of queue) {
			const rank = one.rank(tally);
			if (rank === undefined || rank >= least) continue;
			[first, least] = [one, rank];
		}
		if (first === undefined) return;
		queue.splice(queue.indexOf(first), 1);
		first.go();
	}
}

/** Resolves when its turn has come and `take` was called, or when the signal fires. */
async function turn(rank: Waiting['rank'], take: () => void, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>((resolve) => {
		const onAbort = () => {
			queue.splice(queue.indexOf(waiting), 1);
			resolve();
		};
		const waiting: Waiting = {
			rank,
			go: () => {
				signal.removeEventListener('abort', onAbort);
				take();
				resolve();
			},
		};
		signal.addEventListener('abort', onAbort, { once: true });
		queue.push(waiting);
		wake();
	});
}

/** Marks a place slow or not, by what came since the last look. */
function watch(mine: Open): NodeJS.Timeout {
	let before = 0;
	const look = () => {
		mine.slow = mine.received - before < PROGRESS_BYTES;
		before = mine.received;
		wake();
	};
	return setInterval(look, limits().downloadSlowMs).unref();
}

/** Waits for a place; on abort it resolves at once, and the caller finds its signal aborted. */
export async function enterDownload(whose: Whose, signal: AbortSignal): Promise<Place> {
	const mine: Open = { ...whose, reserved: 0, received: 0, slow: false };
	await turn(
		(tally) => rankOf(whose, tally),
		() => open.add(mine),
		signal,
	);
	const timer = watch(mine);
	return {
		async announce(size, fallback, stop) {
			const wanted = size ?? fallback;
			const take = () => {
				mine.reserved = wanted;
				// While it waited for room nothing could come.
				mine.slow = false;
				timer.refresh();
			};
			const fits = ({ held }: Tally) => held === 0 || held + wanted <= limits().downloadBytes;
			await turn((tally) => (fits(tally) ? 0 : undefined), take, stop);
		},
		progress(bytes) {
			mine.received += bytes;
		},
		leave() {
			clearInterval(timer);
			open.delete(mine);
			wake();
		},
	};
}
