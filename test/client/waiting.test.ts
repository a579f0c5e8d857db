import type { Clock } from '../../nodes/shared/clock';
import { forgetDurations } from '../../nodes/shared/pace/durations';
import type { ProviderAdapter } from '../../nodes/shared/adapter';
import { wait } from '../../nodes/shared/client/wait';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';
import { lengthsOf } from '../bench/draws';
import { mean, median, quantile } from '../bench/statistics';
import { bought, never, sessionOf } from './waitingSession';

const ROUND_TRIP_MS = 5;
const iso = (ms: number) => new Date(ms).toISOString();

/** What a provider answers about a task that began at 0 and takes so long. */
type Body = (elapsedMs: number, endsAt: number) => unknown;

/** tqdm prints in quarters, as in seed 003. */
function logsAt(elapsedMs: number, startsAt: number, endsAt: number): string {
	const quarters = Math.floor((4 * (elapsedMs - startsAt)) / (endsAt - startsAt));
	if (quarters < 1) return '';
	const rate = 28_000 / (endsAt - startsAt);
	return `${25 * quarters}%|██| ${7 * quarters}/28 [00:00<00:00, ${rate.toFixed(2)}it/s]\n`;
}

const replicate: Body = (elapsedMs, endsAt) => {
	const startsAt = 0.15 * endsAt;
	const started = elapsedMs >= startsAt;
	const done = elapsedMs >= endsAt;
	return {
		id: 'one',
		status: done ? 'succeeded' : started ? 'processing' : 'starting',
		created_at: iso(0),
		started_at: started ? iso(startsAt) : undefined,
		completed_at: done ? iso(endsAt) : undefined,
		logs: started ? logsAt(Math.min(elapsedMs, endsAt), startsAt, endsAt) : '',
		output: done ? ['https://replicate.delivery/out-0.webp'] : null,
	};
};

const waveSpeed: Body = (elapsedMs, endsAt) => {
	const done = elapsedMs >= endsAt;
	const outputs = done ? ['https://cdn.wavespeed.ai/out-0.png'] : [];
	return { code: 200, data: { id: 'one', status: done ? 'completed' : 'processing', outputs } };
};

/** One official client: it asks at once, then at its interval. */
interface Protocol {
	readonly adapter: ProviderAdapter;
	readonly body: Body;
	readonly intervalMs: number;
	/** Typical seconds, and what a model of ours declares for them. */
	readonly models: Readonly<Record<number, number>>;
}

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
	Replicate: {
		adapter: replicateAdapter('official'),
		body: replicate,
		intervalMs: 500,
		models: { 0.8: 1, 2.5: 4, 4: 8, 6: 4 },
	},
	WaveSpeed: {
		adapter: waveSpeedAdapter('official'),
		body: waveSpeed,
		intervalMs: 1000,
		models: { 0.8: 1, 2.5: 5, 4: 2, 6: 3 },
	},
};

interface Seen {
	readonly addedMs: number;
	readonly asks: number;
}

/** One task after the other, on a clock that sleeping moves on. */
async function ours(protocol: Protocol, model: string, lengthMs: number): Promise<Seen> {
	let now = 0;
	let asks = 0;
	const clock: Clock = {
		now: () => now,
		sleep: async (ms) => {
			now += ms;
		},
	};
	const session = sessionOf(clock, protocol.adapter, {
		send: async () => {
			asks++;
			now += ROUND_TRIP_MS;
			return { type: 'answer', status: 200, headers: {}, body: protocol.body(now, lengthMs) };
		},
		events: () => {
			throw new Error('nobody asks for a stream here');
		},
	});
	const typicalSeconds = protocol.models[Number(model)] ?? 1;
	const done = await wait(session, bought(model), {
		...{ since: 0, timeoutMs: 600_000, typicalSeconds, signal: never, learn: true },
	});
	expect(done.status).toBe('succeeded');
	return { addedMs: now - lengthMs, asks };
}

function client({ intervalMs }: Protocol, lengthMs: number): Seen {
	let now = ROUND_TRIP_MS;
	let asks = 1;
	for (; now < lengthMs; now += intervalMs + ROUND_TRIP_MS) asks++;
	return { addedMs: now - lengthMs, asks };
}

interface Compared {
	readonly known: readonly Seen[];
	readonly unknown: readonly Seen[];
	readonly peer: readonly Seen[];
}

/** For each typical length: ten tasks to learn from, then forty of the same draws for both. */
async function compare(protocol: Protocol): Promise<Compared> {
	const result = { known: [] as Seen[], unknown: [] as Seen[], peer: [] as Seen[] };
	for (const model of Object.keys(protocol.models)) {
		for (let round = 0; round < 3; round++) {
			const draws = lengthsOf(Number(model), 50, 1000 * round + Number(model) * 10);
			forgetDurations();
			for (const [at, seconds] of draws.entries()) {
				const seen = await ours(protocol, model, seconds * 1000);
				if (at >= 10) result.known.push(seen);
			}
			for (const seconds of draws.slice(10)) {
				forgetDurations();
				result.unknown.push(await ours(protocol, model, seconds * 1000));
				result.peer.push(client(protocol, seconds * 1000));
			}
		}
	}
	forgetDurations();
	return result;
}

const added = (all: readonly Seen[]) => all.map(({ addedMs }) => addedMs);
const asks = (all: readonly Seen[]) => mean(all.map((seen) => seen.asks));
const p95 = (values: readonly number[]) => quantile(values, 0.95);

describe.each(Object.entries(PROTOCOLS))('%s against its polling client', (_, protocol) => {
	let seen: Compared;
	beforeAll(async () => {
		seen = await compare(protocol);
	});
	const ratio = (statistic: (values: readonly number[]) => number, of: readonly Seen[]) =>
		statistic(added(of)) / statistic(added(seen.peer));

	test('after ten tasks half the added time in the median', () => {
		expect(ratio(median, seen.known)).toBeLessThan(0.5);
	});
	test('and in the mean and at the slow end, cold starts included', () => {
		expect(ratio(mean, seen.known)).toBeLessThan(0.7);
		expect(ratio(p95, seen.known)).toBeLessThan(1.5);
	});
	test('with no more questions', () => {
		expect(asks(seen.known)).toBeLessThanOrEqual(asks(seen.peer));
	});
	test('before anything is known no later than it', () => {
		expect(ratio(median, seen.unknown)).toBeLessThan(1);
	});
});
