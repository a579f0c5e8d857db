import { jobOf, type Bench } from '../bench';
import { drawOf } from '../draws';
import { startChild } from '../processes';
import { megabytes, type Row } from '../report';
import type { SideHandlers } from '../side';
import type { Added } from './added';

const EXECUTIONS = 25;
const ITEMS = 20;
const MODEL = 'black-forest-labs/flux-dev';
/** All are accepted by then; and still run when the window ends. */
const SETTLE_MS = 8000;
const WINDOW_MS = 15_000;
const TASK_SECONDS = 60;

const pause = async (time: number) => await new Promise((done) => setTimeout(done, time));

/** 25 executions of 20 items wait in one process: what that costs while nothing happens. */
export async function waiting(bench: Bench): Promise<Partial<Added>> {
	const side = startChild<SideHandlers>('side.ts');
	const prompts = (of: string, count: number, seconds: number) =>
		Array.from({ length: count }, (_, i) => drawOf(`${of} ${i}`, seconds).prompt);
	const job = (texts: readonly string[]) => jobOf(bench, 'ours', 'replicate', MODEL, texts);
	await side.call('run', job(prompts('warm', ITEMS, 0.3)));
	await side.call('forget');
	await side.call('collect');
	const idle = await side.call('usage');
	const runs = Array.from({ length: EXECUTIONS }, (_, i) =>
		side.call('stop', {
			...job(prompts(`wait ${i}`, ITEMS, TASK_SECONDS)),
			afterMs: SETTLE_MS + WINDOW_MS + 1000,
		}),
	);
	await pause(SETTLE_MS);
	await side.call('collect');
	const from = await side.call('usage');
	await pause(WINDOW_MS);
	await side.call('collect');
	const to = await side.call('usage');
	const running = await bench.server.call('unfinished');
	await Promise.all(runs);
	await pause(1000);
	await Promise.all([side.end(), bench.server.call('told')]);
	const core = (to.cpuMs - from.cpuMs) / (to.at - from.at);
	// The process may give back more of its warm-up than the tasks take: then what is held tells.
	const more = Math.max(to.rss - idle.rss, to.held - idle.held);
	bench.log(`  ${running} tasks: ${(core * 100).toFixed(1)} % of a core, ${megabytes(more)} more`);
	const row: Row = {
		measure: `${running} tasks waiting at once`,
		ours: `${(core * 100).toFixed(1)} % of a core, ${megabytes(more)}`,
		peer: '',
		ratio: '',
		bound: '≤ 10 %, ≤ 60 MB',
		met: core <= 0.1 && more <= 60 * 1024 ** 2,
	};
	return { rows: [row] };
}
