import type { Provider } from './clients/peers';
import { serve } from './processes';
import type { Account } from './server';

/** Whose client runs: `ours`, or the official one. */
export type Who = 'ours' | 'peer' | 'block';

export interface Job {
	readonly who: Who;
	readonly provider: Provider;
	readonly model: string;
	readonly account: Account;
	readonly prompts: readonly string[];
}

const loaded = {
	ours: () => import('./clients/ours'),
	peers: () => import('./clients/peers'),
};

async function run({ who, provider, model, account, prompts }: Job): Promise<number> {
	if (who === 'ours') return await (await loaded.ours()).run(provider, model, account, prompts);
	const peers = await loaded.peers();
	const name = who === 'block' ? 'replicateBlock' : provider;
	return await peers.run(name, model, account, prompts);
}

const handlers = {
	/** Runs to the end; when it ended, by this machine's clock, and what went wrong. */
	run: async (job: Job): Promise<{ endedAt: number; error?: string }> => {
		try {
			await run(job);
			return { endedAt: Date.now() };
		} catch (error) {
			return { endedAt: Date.now(), error: error instanceof Error ? error.message : 'no reason' };
		}
	},
	stop: async (job: Job & { afterMs: number }): Promise<number> => {
		const ours = await loaded.ours();
		return await ours.stop(job.provider, job.model, job.account, job.prompts, job.afterMs);
	},
	/** Our side forgets what it has learned of durations and limits. */
	forget: async () => {
		const ours = await loaded.ours();
		ours.forget();
		ours.forgetLimits();
	},
	/** Every run begins with no duration known. */
	runUnknown: async (job: Job): Promise<{ endedAt: number; error?: string }> => {
		(await loaded.ours()).forget();
		return await handlers.run(job);
	},
	streams: async (count: number | null) => (await loaded.ours()).streams(count ?? undefined),
	/** What is left after a collection, so that figures before and after can be compared. */
	collect: () => global.gc?.(),
	usage: () => {
		const { user, system } = process.cpuUsage();
		const { rss, heapUsed, external } = process.memoryUsage();
		const peak = process.resourceUsage().maxRSS * 1024;
		return {
			cpuMs: (user + system) / 1000,
			rss,
			held: heapUsed + external,
			peak,
			at: performance.now(),
		};
	},
};

export type SideHandlers = typeof handlers;

serve(handlers);
