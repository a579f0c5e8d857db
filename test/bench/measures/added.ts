import { jobOf, MODELS, sideOf, TITLES, type Bench } from '../bench';
import type { Provider } from '../clients/peers';
import { drawOf, lengthsOf, type Draw } from '../draws';
import { ms, times, type Row } from '../report';
import type { Who } from '../side';
import { mean, median, quantile } from '../statistics';

/** One task: what it took beyond the provider, and how it was asked about. */
export interface Sample {
	readonly model: string;
	readonly addedMs: number;
	readonly requests: number;
}

/** Tasks of one client, one list a round. */
export type Rounds = ReadonlyArray<readonly Sample[]>;

interface Setting {
	readonly provider: Provider;
	readonly who: Who;
	/** Every task begins with nothing known. */
	readonly unknown?: boolean;
	/** Ours asks, although fal would tell. */
	readonly asking?: boolean;
}

const LEARN = 10;
const MEASURED = 24;

/** Longer tasks side by side in more lanes, so that all models end about together. */
const lanesFor = (typicalSeconds: number) => Math.round(2 + typicalSeconds);

async function inLanes(
	draws: readonly Draw[],
	lanes: number,
	run: (draw: Draw) => Promise<void>,
): Promise<void> {
	const queue = [...draws];
	const lane = async (_: unknown, index: number) => {
		// Lanes that start together would ask together.
		await new Promise((done) => setTimeout(done, index * 137));
		for (let draw = queue.shift(); draw !== undefined; draw = queue.shift()) await run(draw);
	};
	await Promise.all(Array.from({ length: lanes }, lane));
}

async function runModel(
	bench: Bench,
	setting: Setting,
	model: string,
	draws: readonly Draw[],
): Promise<ReadonlyMap<string, number>> {
	const typical = MODELS[setting.provider][model] ?? 1;
	const ended = new Map<string, number>();
	const side = sideOf(bench, setting.who);
	await inLanes(draws, lanesFor(typical), async (draw) => {
		const job = jobOf(bench, setting.who, setting.provider, model, [draw.prompt]);
		const { endedAt, error } = await side.call(setting.unknown ? 'runUnknown' : 'run', job);
		if (error === undefined) ended.set(draw.prompt, endedAt);
		else bench.log(`  ${setting.who} ${setting.provider} ${model}: ${error}`);
	});
	return ended;
}

/** All four models side by side, each with the same draws for every client. */
async function runAll(
	bench: Bench,
	setting: Setting,
	count: number,
	seed: number,
): Promise<readonly Sample[]> {
	const models = Object.entries(MODELS[setting.provider]);
	await bench.server.call('told');
	const runs = models.map(async ([model, typical], at) => {
		const lengths = lengthsOf(typical, count, seed * 100 + at);
		const draws = lengths.map((length, i) => drawOf(`${model} ${i}`, length));
		return [model, await runModel(bench, setting, model, draws)] as const;
	});
	const ended = await Promise.all(runs);
	const { tasks } = await bench.server.call('told');
	return ended.flatMap(([model, times]) =>
		tasks
			.filter(({ prompt }) => times.has(prompt))
			.map(({ prompt, endsAt, requests }) => ({
				model,
				addedMs: (times.get(prompt) ?? 0) - endsAt,
				requests,
			})),
	);
}

async function round(bench: Bench, setting: Setting, seed: number): Promise<readonly Sample[]> {
	const ours = setting.who === 'ours';
	if (ours) await bench.ours.call('forget');
	if (ours) await bench.ours.call('streams', setting.asking === true ? 0 : null);
	const learning = ours && setting.unknown !== true;
	if (learning) await runAll(bench, setting, LEARN, seed + 50);
	return await runAll(bench, setting, Math.ceil(MEASURED * bench.share), seed);
}

async function rounds(
	bench: Bench,
	settings: readonly Setting[],
): Promise<readonly (readonly Sample[])[][]> {
	const taken: Array<Array<readonly Sample[]>> = settings.map(() => []);
	for (let number = 1; number <= bench.rounds; number++) {
		for (const [at, setting] of settings.entries()) {
			const samples = await round(bench, setting, number);
			taken[at]?.push(samples);
			const { who, provider, unknown, asking } = setting;
			const how = unknown ? ', nothing known' : asking ? ', asking' : '';
			bench.log(`  round ${number}: ${who} ${provider}${how}: ${summary(samples)}`);
		}
	}
	return taken;
}

const addedOf = (samples: readonly Sample[]) => samples.map(({ addedMs }) => addedMs);
const requestsOf = (samples: readonly Sample[]) => mean(samples.map(({ requests }) => requests));

export function summary(samples: readonly Sample[]): string {
	const added = addedOf(samples);
	const figures = [median(added), mean(added), quantile(added, 0.95)].map(Math.round).join(' / ');
	return `${figures} ms, ${requestsOf(samples).toFixed(1)} requests`;
}

/** The statistic over all rounds, with the spread of the rounds behind it. */
function compared(
	measure: string,
	ours: Rounds,
	peer: Rounds,
	statistic: (values: readonly number[]) => number,
	bound: number,
): Row {
	const all = (side: Rounds) => statistic(addedOf(side.flat()));
	const each = ours.map(
		(samples, at) => statistic(addedOf(samples)) / statistic(addedOf(peer[at] ?? [])),
	);
	const ratio = all(ours) / all(peer);
	return {
		measure,
		ours: ms(all(ours)),
		peer: ms(all(peer)),
		ratio: `${times(ratio)} (${Math.min(...each).toFixed(2)}–${Math.max(...each).toFixed(2)})`,
		bound: `≤ ${bound} ×`,
		met: ratio <= bound,
	};
}

function requestRow(measure: string, ours: Rounds, peer: Rounds, most?: number): Row {
	const [mine, theirs] = [requestsOf(ours.flat()), requestsOf(peer.flat())];
	return {
		measure,
		ours: mine.toFixed(2),
		peer: theirs.toFixed(2),
		ratio: times(mine / theirs),
		bound: most === undefined ? 'no more' : `≤ ${most}`,
		met: mine <= (most ?? theirs),
	};
}

function knownRows(title: string, ours: Rounds, peer: Rounds): readonly Row[] {
	return [
		compared(`${title}: added time, median`, ours, peer, median, 0.5),
		compared(`${title}: added time, mean`, ours, peer, mean, 0.7),
		compared(`${title}: added time, p95`, ours, peer, (all) => quantile(all, 0.95), 1.5),
		requestRow(`${title}: requests a task`, ours, peer),
	];
}

export interface Added {
	readonly rows: readonly Row[];
	/** For the plot: what stands beside what. */
	readonly series: ReadonlyArray<{ readonly name: string; readonly samples: readonly Sample[] }>;
}

/** Polling against polling, after ten tasks of each model and before anything is known. */
export async function polling(bench: Bench): Promise<Added> {
	const result = { rows: [] as Row[], series: [] as Array<Added['series'][number]> };
	for (const provider of ['replicate', 'waveSpeed'] as const) {
		const [ours = [], peer = [], unknown = []] = await rounds(bench, [
			{ provider, who: 'ours' },
			{ provider, who: 'peer' },
			{ provider, who: 'ours', unknown: true },
		]);
		const title = `${TITLES[provider]}, polling`;
		result.rows.push(
			...knownRows(title, ours, peer),
			compared(`${title}: before anything is known, median`, unknown, peer, median, 1),
		);
		result.series.push(
			{ name: `${TITLES[provider]}, this node`, samples: ours.flat() },
			{ name: `${TITLES[provider]}, official client`, samples: peer.flat() },
		);
	}
	return result;
}

/** fal tells when a task is done; where no stream is left, ours asks as well. */
export async function pushed(bench: Bench): Promise<Added> {
	const provider = 'fal';
	const [stream = [], peer = [], asking = [], unknown = []] = await rounds(bench, [
		{ provider, who: 'ours' },
		{ provider, who: 'peer' },
		{ provider, who: 'ours', asking: true },
		{ provider, who: 'ours', asking: true, unknown: true },
	]);
	await bench.ours.call('streams', null);
	return {
		rows: [
			compared('fal, status stream: added time, median', stream, peer, median, 0.2),
			requestRow('fal, status stream: requests a task', stream, peer, 4.5),
			...knownRows('fal, polling', asking, peer),
			compared('fal, polling: before anything is known, median', unknown, peer, median, 1),
		],
		series: [
			{ name: 'fal, this node', samples: stream.flat() },
			{ name: 'fal, this node without streams', samples: asking.flat() },
			{ name: 'fal, official client', samples: peer.flat() },
		],
	};
}
