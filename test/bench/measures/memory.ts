import type { Bench } from '../bench';
import { drawOf } from '../draws';
import { startChild } from '../processes';
import { megabytes, type Row } from '../report';
import type { ServerHandlers } from '../server';
import type { SideHandlers } from '../side';
import { median } from '../statistics';
import type { Added } from './added';

const LARGE = 12 * 1024 ** 2;
const SMALL = 1024;

const MODEL = 'black-forest-labs/flux-dev';

/** The highest resident memory of a fresh process that fetches so many pictures of this size. */
async function peakOf(pictureBytes: number, count: number): Promise<number> {
	const server = startChild<ServerHandlers>('server.ts', [String(pictureBytes)]);
	const side = startChild<SideHandlers>('side.ts');
	try {
		const account = (await server.call('accounts')).replicate;
		const prompts = Array.from({ length: count }, (_, i) => drawOf(`picture ${i}`, 0.5).prompt);
		const job = { who: 'ours', provider: 'replicate', model: MODEL, account } as const;
		const { error } = await side.call('run', { ...job, prompts });
		if (error !== undefined) throw new Error(error);
		return (await side.call('usage')).peak;
	} finally {
		await Promise.all([server.end(), side.end()]);
	}
}

/** Peaks of fresh processes scatter by themselves, so each is the median of several. */
export async function memory(bench: Bench): Promise<Partial<Added>> {
	const runs = { many: [LARGE, 100], few: [LARGE, 20], small: [SMALL, 20] } as const;
	const peaks: Record<keyof typeof runs, number[]> = { many: [], few: [], small: [] };
	for (let round = 0; round < bench.rounds; round++) {
		for (const name of ['many', 'few', 'small'] as const) {
			peaks[name].push(await peakOf(runs[name][0], runs[name][1]));
		}
	}
	for (const [name, of] of Object.entries(peaks)) {
		bench.log(`  ${name}: ${of.map(megabytes).join(', ')}`);
	}
	const row = (measure: string, ours: number, other: number, most: number): Row => ({
		measure: `memory: ${measure}`,
		ours: megabytes(ours),
		peer: `${megabytes(other)} (ours)`,
		ratio: `${megabytes(ours - other)} more`,
		bound: `≤ ${most} MB more`,
		met: ours - other <= most * 1024 ** 2,
	});
	const [many, few, small] = [median(peaks.many), median(peaks.few), median(peaks.small)];
	return {
		rows: [
			row('100 pictures of 12 MB against 20', many, few, 20),
			row('20 pictures of 12 MB against 1 kB', few, small, 70),
		],
	};
}
