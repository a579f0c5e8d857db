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

/** Long enough that all that may come side by side do. */
function fetched(answer: () => void): void {
	open.most = Math.max(open.most, ++open.now);
	setTimeout(() => {
		open.now--;
		answer();
	}, 15);
}

const buy = async (...prompts: readonly string[]) =>
	await stage.generate(
		'Replicate at a gateway',
		{ prompt: '={{ $json.prompt }}' },
		{
			items: prompts.map((prompt) => ({ prompt })),
			typed: { baseUrl: provider.origin, allowedDownloadHosts: '' },
		},
	);

describe('downloads', () => {
	it('4 run at once in a process, over items and executions', async () => {
		await Promise.all([buy('a'), buy('b', 'c')]);
		expect(open.most).toBe(4);
	});

	it.each([
		['as many as there is room for', 2 * PNG.length, 2 * PNG.length],
		['one alone that is larger than all the room', 1, PNG.length],
	])('are stored at once by their announced bytes: %s', async (_name, room, most) => {
		const { limits, scaleLimits } = builtModule<typeof Limits>('nodes/shared/limits');
		const before = limits();
		const gauge = gaugeBytes();
		scaleLimits(1, { ...before, downloadBytes: room });
		const { pictures } = await buy('a');
		scaleLimits(1, before);
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
	gate.enterDownload = async (signal) => {
		const place = await enterDownload(signal);
		let mine = 0;
		return {
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
