import type { Clock } from './clock';
import { createSignatures, type Signatures } from './signatures';
import { endOf, type SandboxTask } from './tasks';

/** How the sandbox calls back; the providers do each of these at times. */
export type Manner = 'once' | 'twice' | 'late' | 'early';

/** One call to a webhook address. */
export interface Callback {
	readonly taskId: string;
	readonly url: string;
	readonly try: number;
	/** What was answered; null where nobody did. */
	readonly status: number | null;
}

export interface Callbacks {
	manner: Manner;
	readonly made: Callback[];
	readonly signatures: Signatures;
	/** Calls `url` when the task is over, with what `body` says then. */
	readonly watch: (task: SandboxTask, url: unknown, body: () => unknown) => void;
	/** Forgets who was called. */
	readonly reset: () => void;
}

/** Of a call that nobody answers with 2xx (providers.md 1.4: a few times; 2.4: 15 s for the first). */
const PAUSES_MS = [1_000, 5_000, 30_000];
const ANSWER_MS = 15_000;
const LATE_MS = 3_000;
const LOOK_MS = 50;

const isHere = (url: URL): boolean => /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);

async function post(url: URL, headers: Record<string, string>, body: string) {
	// Nothing of the sandbox leaves this machine; the providers drop private targets in the same way.
	if (!isHere(url)) return null;
	try {
		const signal = AbortSignal.timeout(ANSWER_MS);
		const sent = { method: 'POST', redirect: 'manual', headers, body, signal } as const;
		return (await fetch(url, sent)).status;
	} catch {
		return null;
	}
}

export function createCallbacks(clock: Clock): Callbacks {
	const signatures = createSignatures(clock);
	const call = async (task: SandboxTask, url: URL, said: unknown) => {
		const body = JSON.stringify(said);
		for (const [index, pause] of [...PAUSES_MS, 0].entries()) {
			const json = {
				'content-type': 'application/json',
				...signatures.headers[task.protocol](body),
			};
			const status = await post(url, json, body);
			callbacks.made.push({ taskId: task.id, url: url.href, try: index + 1, status });
			if (status !== null && status < 300) return;
			await clock.sleep(pause);
		}
	};
	const callbacks: Callbacks = {
		manner: 'once',
		made: [],
		reset: () => {
			callbacks.manner = 'once';
			callbacks.made.length = 0;
		},
		signatures,
		watch: (task, url, body) => {
			if (typeof url !== 'string' || !URL.canParse(url)) return;
			void (async () => {
				const { manner } = callbacks;
				// A cancel may end it sooner than it knows now.
				while (manner !== 'early' && clock.now() < endOf(task)) {
					await clock.sleep(Math.min(endOf(task) - clock.now(), LOOK_MS));
				}
				if (manner === 'late') await clock.sleep(LATE_MS);
				await call(task, new URL(url), await body());
				if (manner === 'twice') await call(task, new URL(url), await body());
			})();
		},
	};
	return callbacks;
}
