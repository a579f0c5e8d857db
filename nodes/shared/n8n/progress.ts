import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { problemIn, type Ended } from '../pace/batch';
import type { SharedRun } from './run';
import { logLine } from '../words/logLine';
import { plural } from '../words/plural';

/** Of fewer items each has its own line, "Task submitted". */
const WORTH_TELLING = 10;
const MINUTE_MS = 60_000;

interface Progress {
	/** An item is about to be bought. */
	began(): void;
	ended(rows: Ended<INodeExecutionData>): void;
}

const costOf = (rows: Ended<INodeExecutionData>) =>
	rows.reduce((sum, row) => sum + Number(('json' in row ? row.json.cost : 0) ?? 0), 0);

/**
 * Tells n8n's log where a batch is, since n8n shows nothing while a node runs: at its start, at each tenth of
 * the way, and each full minute in which an item ends.
 */
export function openProgress(
	run: SharedRun,
	items: number,
	images: number,
	atOnce: number,
): Progress {
	const { context, service, memory } = run;
	const node = context.getNode().name;
	const before = memory.ordered().pictures;
	const state = { done: 0, failed: 0, running: 0, cost: 0, told: 0, toldAt: performance.now() };
	const say = (message: string, facts: IDataObject) => {
		if (items < WORTH_TELLING) return;
		const told = { execution: run.occasion.executionId, node, ...facts };
		context.logger.info(logLine(service.title, message, told), told);
	};
	say(
		`${plural(items, 'item')}, ${plural(images, 'image')} ordered at most, ${Math.min(atOnce, items)} at once`,
		{ items, images, atOnce },
	);
	return {
		began() {
			state.running++;
		},
		ended(rows) {
			state.running--;
			state.done++;
			if (problemIn(rows) !== undefined) state.failed++;
			state.cost += costOf(rows);
			const tenth = Math.floor((state.done * 10) / items);
			const now = performance.now();
			if (tenth === state.told && now - state.toldAt < MINUTE_MS) return;
			Object.assign(state, { told: tenth, toldAt: now });
			const { done, failed, running } = state;
			const bought = memory.ordered().pictures - before;
			const cost = Number(state.cost.toFixed(6));
			const paid = cost > 0 ? `, cost ${cost} so far` : '';
			say(
				`${done} of ${items} items done, ${failed} failed, ${running} running, ${plural(bought, 'image')} bought${paid}`,
				{ done, failed, running, bought, cost },
			);
		},
	};
}
