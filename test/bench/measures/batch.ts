import { jobOf, MODELS, sideOf, TITLES, type Bench } from '../bench';
import type { Provider } from '../clients/peers';
import { drawOf } from '../draws';
import { seconds, times, type Row } from '../report';
import type { RateLimits } from '../../../sandbox/index';
import type { Told } from '../server';
import type { Who } from '../side';
import { median } from '../statistics';
import type { Added } from './added';

const ITEMS = 20;
const ITEM_SECONDS = 3;

interface Run {
	readonly tookMs: number;
	readonly refusals: number;
	readonly tasks: readonly Told[];
	readonly error?: string;
}

const modelOf = (provider: Provider) => Object.keys(MODELS[provider])[1] ?? '';

/** Twenty items of three seconds: ours as one execution, the client by Promise.all. */
async function runBatch(bench: Bench, who: Who, provider: Provider): Promise<Run> {
	const prompts = Array.from({ length: ITEMS }, (_, i) => drawOf(`item ${i}`, ITEM_SECONDS).prompt);
	await bench.server.call('told');
	const startedAt = Date.now();
	const job = jobOf(bench, who, provider, modelOf(provider), prompts);
	const { endedAt, error } = await sideOf(bench, who).call('run', job);
	return { tookMs: endedAt - startedAt, error, ...(await bench.server.call('told')) };
}

/** Connections and code are warm on both sides, and nothing is known of how long tasks take. */
async function warm(bench: Bench, provider: Provider): Promise<void> {
	for (const who of ['ours', 'peer'] as const) {
		const prompts = [drawOf('warm', 0.3).prompt];
		await sideOf(bench, who).call('run', jobOf(bench, who, provider, modelOf(provider), prompts));
	}
	await bench.ours.call('forget');
}

async function free(bench: Bench): Promise<Partial<Added>> {
	const rows: Row[] = [];
	for (const provider of ['replicate', 'fal', 'waveSpeed'] as const) {
		await warm(bench, provider);
		const ours: number[] = [];
		const peer: number[] = [];
		for (let round = 0; round < bench.rounds; round++) {
			ours.push((await runBatch(bench, 'ours', provider)).tookMs);
			peer.push((await runBatch(bench, 'peer', provider)).tookMs);
			await bench.ours.call('forget');
		}
		bench.log(`  ${provider}: ${ours.join(' ')} against ${peer.join(' ')} ms`);
		const ratio = median(ours) / median(peer);
		const each = ours.map((took, at) => took / (peer[at] ?? Number.NaN));
		rows.push({
			measure: `${TITLES[provider]}: 20 items of 3 s, no limit`,
			ours: seconds(median(ours)),
			peer: seconds(median(peer)),
			ratio: `${times(ratio)} (${Math.min(...each).toFixed(2)}–${Math.max(...each).toFixed(2)})`,
			bound: '≤ 1.2 ×',
			met: ratio <= 1.2,
		});
	}
	return { rows };
}

interface Limited {
	readonly what: string;
	readonly limits: RateLimits;
	readonly idealSeconds: number;
	readonly bound: number;
	readonly refusals?: number;
	readonly providers: readonly Provider[];
}

async function limited(bench: Bench, setting: Limited): Promise<Partial<Added>> {
	const rows: Row[] = [];
	for (const provider of setting.providers) {
		await warm(bench, provider);
		await bench.server.call('limit', { limits: setting.limits, site: provider });
		const ours = await runBatch(bench, 'ours', provider);
		const peer = await runBatch(bench, 'peer', provider);
		await settled(bench);
		await bench.server.call('limit', { limits: {}, site: provider });
		const { refusals } = ours;
		const done = ours.error === undefined && ours.tasks.length === ITEMS;
		const ratio = ours.tookMs / 1000 / setting.idealSeconds;
		bench.log(
			`  ${provider}: ${ours.tookMs} ms, ${refusals} refusals, ${ours.error ?? 'all done'}`,
		);
		const most = setting.refusals ?? Infinity;
		rows.push({
			measure: `${TITLES[provider]}: 20 items of 3 s, ${setting.what}`,
			ours: `${seconds(ours.tookMs)}, ${done ? 'all done' : 'not all done'}, ${refusals} refusals`,
			peer: `${peer.error === undefined ? seconds(peer.tookMs) : 'fails'}, ${peer.tasks.length} of ${ITEMS} bought`,
			ratio: `${times(ratio)} of ${setting.idealSeconds} s`,
			bound: `≤ ${setting.bound} ×${most < Infinity ? `, ≤ ${most} refusals` : ''}`,
			met: done && ratio <= setting.bound && refusals <= most,
		});
	}
	return { rows };
}

/** What a client that failed left running would fill the account for the next one. */
async function settled(bench: Bench): Promise<void> {
	while ((await bench.server.call('unfinished')) > 0) {
		await new Promise((done) => setTimeout(done, 200));
	}
}

export const batches = {
	batch: free,
	slots: async (bench: Bench) =>
		await limited(bench, {
			what: '3 at a time, 429 beyond',
			limits: { concurrent: 3 },
			idealSeconds: Math.ceil(ITEMS / 3) * ITEM_SECONDS,
			bound: 1.2,
			refusals: 40,
			providers: ['replicate', 'waveSpeed'],
		}),
	pace: async (bench: Bench) =>
		await limited(bench, {
			what: 'one a second, "resets in ~Ns"',
			limits: { perSecond: 1 },
			idealSeconds: ITEMS - 1 + ITEM_SECONDS,
			bound: 1.3,
			// WaveSpeed does not say when a rate limit resets.
			providers: ['replicate'],
		}),
} satisfies Record<string, (bench: Bench) => Promise<Partial<Added>>>;
