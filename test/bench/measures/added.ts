import { jobOf, MODELS, PROVIDERS, sideOf, TITLES, type Bench } from '../bench';
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

/** What one client does in a phase of a round. */
interface Setting {
	readonly provider: Provider;
	readonly who: Who;
}

/** Settings that run side by side, in a process for each side. */
interface Phase {
	readonly name: string;
	readonly settings: readonly Setting[];
	/** Ten tasks of each model before those that count. */
	readonly learn?: boolean;
	/** Every task begins with nothing known. */
	readonly unknown?: boolean;
	/** Ours asks, although fal would tell. */
	readonly asking?: boolean;
}

const all = (who: Who): readonly Setting[] => PROVIDERS.map((provider) => ({ provider, who }));

const PHASES = {
	ours: { name: 'ours', settings: all('ours'), learn: true },
	peer: { name: 'peers', settings: all('peer') },
	unknown: {
		name: 'ours, nothing known',
		settings: all('ours'),
		unknown: true,
		asking: true,
	},
	asking: {
		name: 'ours, asking fal',
		settings: [{ provider: 'fal', who: 'ours' }],
		learn: true,
		asking: true,
	},
} as const satisfies Record<string, Phase>;

type PhaseName = keyof typeof PHASES;

const LEARN = 10;
const MEASURED = 20;

/** Longer tasks in more lanes, so that all models end about together; fewer in sum than fal's streams. */
const lanesFor = (typicalSeconds: number) => Math.round(2 + 1.5 * typicalSeconds);

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

/** When each draw's picture was there. */
async function runModel(
	bench: Bench,
	phase: Phase,
	{ who, provider }: Setting,
	model: string,
	draws: readonly Draw[],
): Promise<ReadonlyMap<string, number>> {
	const ended = new Map<string, number>();
	const side = sideOf(bench, who);
	await inLanes(draws, lanesFor(MODELS[provider][model] ?? 1), async (draw) => {
		const job = jobOf(bench, who, provider, model, [draw.prompt]);
		const { endedAt, error } = await side.call(phase.unknown ? 'runUnknown' : 'run', job);
		if (error === undefined) ended.set(draw.prompt, endedAt);
		else bench.log(`  ${who} ${model}: ${error}`);
	});
	return ended;
}

/** All models of all providers side by side, each with the same draws for every client. */
async function runAll(
	bench: Bench,
	phase: Phase,
	count: number,
	seed: number,
): Promise<Readonly<Record<Provider, readonly Sample[]>>> {
	await bench.server.call('told');
	const jobs = phase.settings.flatMap((setting) =>
		Object.entries(MODELS[setting.provider]).map(async ([model, typical], at) => {
			const lengths = lengthsOf(typical, count, seed * 100 + at);
			const draws = lengths.map((length, i) => drawOf(`${model} ${i}`, length));
			const ended = await runModel(bench, phase, setting, model, draws);
			return { provider: setting.provider, model, ended };
		}),
	);
	const done = await Promise.all(jobs);
	const { tasks } = await bench.server.call('told');
	const samples: Record<Provider, Sample[]> = { replicate: [], fal: [], waveSpeed: [] };
	for (const { provider, model, ended } of done) {
		for (const { prompt, endsAt, requests } of tasks) {
			const endedAt = ended.get(prompt);
			if (endedAt === undefined) continue;
			samples[provider].push({ model, addedMs: endedAt - endsAt, requests });
		}
	}
	return samples;
}

async function runPhase(bench: Bench, phase: Phase, seed: number) {
	await bench.ours.call('forget');
	await bench.ours.call('streams', phase.asking === true ? 0 : null);
	if (phase.learn === true) await runAll(bench, phase, LEARN, seed + 50);
	return await runAll(bench, phase, Math.ceil(MEASURED * bench.share), seed);
}

type Taken = Readonly<Record<PhaseName, Readonly<Record<Provider, Rounds>>>>;

async function runRounds(bench: Bench): Promise<Taken> {
	const none = () => ({ replicate: [], fal: [], waveSpeed: [] });
	const taken: Record<PhaseName, Record<Provider, Array<readonly Sample[]>>> = {
		ours: none(),
		peer: none(),
		unknown: none(),
		asking: none(),
	};
	for (let round = 1; round <= bench.rounds; round++) {
		for (const name of Object.keys(PHASES) as PhaseName[]) {
			const phase: Phase = PHASES[name];
			const samples = await runPhase(bench, phase, round);
			for (const { provider } of phase.settings) {
				taken[name][provider].push(samples[provider]);
				bench.log(`  round ${round}, ${phase.name}, ${provider}: ${summary(samples[provider])}`);
			}
		}
	}
	await bench.ours.call('streams', null);
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
	const whole = (side: Rounds) => statistic(addedOf(side.flat()));
	const each = ours.map(
		(samples, at) => statistic(addedOf(samples)) / statistic(addedOf(peer[at] ?? [])),
	);
	const ratio = whole(ours) / whole(peer);
	return {
		measure,
		ours: ms(whole(ours)),
		peer: ms(whole(peer)),
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
		compared(`${title}: added time, p95`, ours, peer, (values) => quantile(values, 0.95), 1.5),
		requestRow(`${title}: requests a task`, ours, peer),
	];
}

export interface Added {
	readonly rows: readonly Row[];
	/** For the plot: what stands beside what. */
	readonly series: ReadonlyArray<{ readonly name: string; readonly samples: readonly Sample[] }>;
}

const UNKNOWN = 'before anything is known: added time, median';

/** From the provider's end to the picture in n8n, against the clients that poll. */
export async function addedTime(bench: Bench): Promise<Added> {
	const { ours, peer, unknown, asking } = await runRounds(bench);
	const polling = (['replicate', 'waveSpeed'] as const).flatMap((provider) => [
		...knownRows(`${TITLES[provider]}, polling`, ours[provider], peer[provider]),
		compared(`${TITLES[provider]}, ${UNKNOWN}`, unknown[provider], peer[provider], median, 1),
	]);
	return {
		rows: [
			...polling,
			compared('fal, status stream: added time, median', ours.fal, peer.fal, median, 0.2),
			requestRow('fal, status stream: requests a task', ours.fal, peer.fal, 4.5),
			...knownRows('fal, polling (no stream left)', asking.fal, peer.fal),
			compared(`fal, polling, ${UNKNOWN}`, unknown.fal, peer.fal, median, 1),
		],
		series: PROVIDERS.flatMap((provider) => [
			{ name: `${TITLES[provider]}, this node`, samples: ours[provider].flat() },
			{ name: `${TITLES[provider]}, official client`, samples: peer[provider].flat() },
		]),
	};
}
