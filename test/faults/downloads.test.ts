import type * as Gate from '../../nodes/shared/net/downloadGate';
import type * as Limits from '../../nodes/shared/limits';
import { builtModule } from '../engine/harness';
import { openTrap, PNG, reply, type Trap } from '../keys/trap';
import { openStage, type Stage } from '../nodes/stage';

const FILES = 12;
const headers = { 'content-length': String(PNG.length) };

let stage: Stage;
let provider: Trap;
/** Files that are under way at once, as the server sees it. */
let open: { now: number; most: number };
beforeAll(async () => {
	stage = await openStage();
	provider = await openTrap(({ url, method }, response) => {
		if (url.endsWith('.png')) return fetched(() => reply(response, { bytes: PNG, headers }));
		const output = Array.from({ length: FILES }, (_, at) => `${provider.origin}/${at}.png`);
		const status = method === 'POST' ? 'starting' : 'succeeded';
		reply(response, { json: { id: 'task1', status, output } });
	});
});
beforeEach(() => {
	open = { now: 0, most: 0 };
});
afterAll(async () => {
	await stage.close();
	await provider.close();
});

/** The first ones are kept until so many are open, so that no clock decides. */
let together = 1;
const kept: Array<() => void> = [];

function fetched(answer: () => void): void {
	open.most = Math.max(open.most, ++open.now);
	kept.push(() => {
		open.now--;
		answer();
	});
	if (kept.length < together) return;
	together = 1;
	// One more that came too early would come within this time.
	for (const done of kept.splice(0)) setTimeout(done, 15);
}

const buy = async (...prompts: readonly string[]) => await buyAt(provider, ...prompts);

const buyAt = async ({ origin }: Trap, ...prompts: readonly string[]) =>
	await stage.generate(
		'Replicate at a gateway',
		{ prompt: '={{ $json.prompt }}' },
		{
			items: prompts.map((prompt) => ({ prompt })),
			typed: { baseUrl: origin, allowedDownloadHosts: '' },
		},
	);

describe('downloads', () => {
	const scaled = async <T>(changes: Partial<Limits.Limits>, run: () => Promise<T>): Promise<T> => {
		const { limits, scaleLimits } = builtModule<typeof Limits>('nodes/shared/limits');
		const before = limits();
		scaleLimits(1, { ...before, ...changes });
		try {
			return await run();
		} finally {
			scaleLimits(1, before);
		}
	};

	it('run at once as far as the process lets them, over items and executions', async () => {
		together = 5;
		await scaled({ downloads: 5, downloadSlowMs: 60_000 }, () =>
			Promise.all([buy('a'), buy('b', 'c')]),
		);
		expect(open.most).toBe(5);
	});
	it('and one host lets fewer', async () => {
		together = 3;
		await scaled({ downloads: 5, downloadsOfOne: 3, downloadSlowMs: 60_000 }, () =>
			Promise.all([buy('a'), buy('b')]),
		);
		expect(open.most).toBe(3);
	});
	it('of one item run side by side without another bound', async () => {
		together = FILES;
		await buy('a');
		expect(open.most).toBe(FILES);
	});
	it('that bring nothing hold up no other host and no other credential', async () => {
		const held: Array<() => void> = [];
		const silent = await openTrap(({ url, method }, response) => {
			if (url.endsWith('.png')) {
				held.push(() => reply(response, { bytes: PNG, headers }));
				return;
			}
			const output = Array.from({ length: FILES }, (_, at) => `${silent.origin}/${at}.png`);
			const status = method === 'POST' ? 'starting' : 'succeeded';
			reply(response, { json: { id: 'task2', status, output } });
		});
		const tight = { downloads: 4, downloadsOfOne: 6, downloadSlowMs: 20 };
		const [slow, quick] = await scaled(tight, async () => {
			const theirs = buyAt(silent, 'slow');
			while (held.length < 4) await new Promise((next) => setTimeout(next, 5));
			const ours = await buy('a');
			expect(held.length).toBeLessThanOrEqual(tight.downloadsOfOne);
			const timer = setInterval(() => held.splice(0).forEach((answer) => answer()), 5);
			const late = await theirs;
			clearInterval(timer);
			return [late, ours];
		});
		await silent.close();
		expect(quick.pictures.flat()).toHaveLength(FILES);
		expect(slow.pictures.flat()).toHaveLength(FILES);
	});

	it.each([
		['as many as there is room for', 2 * PNG.length, 2 * PNG.length],
		['one alone that is larger than all the room', 1, PNG.length],
	])('are stored at once by their announced bytes: %s', async (_name, room, most) => {
		const gauge = gaugeBytes();
		const { pictures } = await scaled({ downloadBytes: room, downloadSlowMs: 60_000 }, () =>
			buy('a'),
		);
		expect(pictures.flat()).toHaveLength(FILES);
		expect(gauge.most()).toBe(most);
		gauge.remove();
	});
});

/** Sums what the built package has let in and not yet let go. */
function gaugeBytes(): { most(): number; remove(): void } {
	const gate = builtModule<{ enterDownload: typeof Gate.enterDownload }>(
		'nodes/shared/net/downloadGate',
	);
	const { enterDownload } = gate;
	let [now, most] = [0, 0];
	gate.enterDownload = async (whose, signal) => {
		const place = await enterDownload(whose, signal);
		let mine = 0;
		return {
			...place,
			announce: async (size, fallback, stop) => {
				await place.announce(size, fallback, stop);
				mine = size ?? fallback;
				most = Math.max(most, (now += mine));
			},
			leave: () => {
				now -= mine;
				place.leave();
			},
		};
	};
	return {
		most: () => most,
		remove: () => {
			gate.enterDownload = enterDownload;
		},
	};
}
