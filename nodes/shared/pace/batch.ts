import { setMaxListeners } from 'node:events';

import { createBreather } from './breather';
import { asProblem, Problem } from '../problem';

/** How one item ended: what to give back, in order; a problem stands for a row that failed. */
export type Ended<Row> = ReadonlyArray<Row | Problem>;

export interface Batch<Row> {
	/** Per item; undefined for items that were not begun. */
	readonly ended: ReadonlyArray<Ended<Row> | undefined>;
	/** The first item that failed in time, when a failure ends the batch. */
	readonly failed?: {
		readonly item: number;
		readonly problem: Problem;
		/** What the failure means for the whole run's money, in place of the problem's own word. */
		readonly bill?: string;
	};
	readonly stopped: boolean;
}

export interface BatchOptions {
	readonly count: number;
	readonly atOnce: number;
	/** A failure ends the batch: nothing new is begun, what is begun is told to stop waiting. */
	readonly endOnFailure: boolean;
	/** The user's stop, or the workflow's timeout. */
	readonly stop?: AbortSignal;
}

export function problemIn(rows: readonly unknown[]): Problem | undefined {
	return rows.find((row): row is Problem => row instanceof Problem);
}

/** Resolves when the signal fires. */
function fired(signal: AbortSignal | undefined): { promise: Promise<void>; forget: () => void } {
	let forget = () => {};
	const promise = new Promise<void>((resolve) => {
		if (signal === undefined) return;
		if (signal.aborted) return resolve();
		const done = () => resolve();
		signal.addEventListener('abort', done, { once: true });
		forget = () => signal.removeEventListener('abort', done);
	});
	return { promise, forget };
}

/**
 * Runs items side by side, in order of their index, at most `atOnce`. On a stop it resolves at once, and
 * what was begun ends by itself behind it. On a failure that ends the batch it waits for what was begun,
 * so that every submit in flight brings its id. Never throws.
 */
export async function runBatch<Row>(
	options: BatchOptions,
	run: (item: number, signal: AbortSignal) => Promise<Ended<Row>>,
): Promise<Batch<Row>> {
	const { count, atOnce, endOnFailure, stop } = options;
	const ended: Array<Ended<Row> | undefined> = Array.from({ length: count });
	const halt = new AbortController();
	const signal = stop === undefined ? halt.signal : AbortSignal.any([stop, halt.signal]);
	// Every item listens; Node would warn of a leak at eleven.
	setMaxListeners(0, signal);
	let failed: Batch<Row>['failed'];
	let next = 0;
	const breathe = createBreather();
	const worker = async () => {
		while (next < count && !signal.aborted) {
			const item = next++;
			const rows = await run(item, signal).catch((error: unknown) => [asProblem(error)]);
			ended[item] = rows;
			const problem = problemIn(rows);
			if (problem !== undefined && endOnFailure && !signal.aborted) {
				failed = { item, problem };
				halt.abort();
			}
			await breathe();
		}
	};
	const stopping = fired(stop);
	const begin = async () => {
		const workers: Array<Promise<void>> = [];
		while (workers.length < Math.min(atOnce, count)) {
			workers.push(worker());
			await breathe();
		}
		await Promise.all(workers);
	};
	await Promise.race([begin(), stopping.promise]);
	stopping.forget();
	return { ended, failed, stopped: stop?.aborted ?? false };
}
