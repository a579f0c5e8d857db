import { jobOf, MODELS, PROVIDERS, TITLES, type Bench } from '../bench';
import { drawOf } from '../draws';
import { ms, type Row } from '../report';
import { median } from '../statistics';
import type { Added } from './added';

const TASKS = 3;
/** All three are accepted by then. */
const AFTER_MS = 1500;

const pause = async (time: number) => await new Promise((done) => setTimeout(done, time));

/** A user's stop while three tasks run. */
export async function stopping(bench: Bench): Promise<Partial<Added>> {
	const rows: Row[] = [];
	for (const provider of PROVIDERS) {
		const took: number[] = [];
		const cancels: number[] = [];
		for (let round = 0; round < bench.rounds; round++) {
			await bench.server.call('told');
			const prompts = Array.from({ length: TASKS }, (_, i) => drawOf(`stop ${i}`, 20).prompt);
			const job = jobOf(bench, 'ours', provider, Object.keys(MODELS[provider])[1] ?? '', prompts);
			took.push(await bench.ours.call('stop', { ...job, afterMs: AFTER_MS }));
			// The cancels go on behind the node's return.
			await pause(1000);
			const { tasks } = await bench.server.call('told');
			cancels.push(tasks.filter(({ cancelled }) => cancelled).length);
		}
		bench.log(`  ${provider}: ${took.map(ms).join(', ')}; cancels ${cancels.join(', ')}`);
		rows.push({
			measure: `${TITLES[provider]}: stop with ${TASKS} tasks running`,
			ours: `${ms(median(took))}, ${Math.min(...cancels)} cancels`,
			peer: '',
			ratio: `slowest ${ms(Math.max(...took))}`,
			bound: `≤ 100 ms, ${TASKS} cancels`,
			met: median(took) <= 100 && cancels.every((count) => count === TASKS),
		});
	}
	return { rows };
}
