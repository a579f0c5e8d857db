import { startSandbox, type RateLimits, type SiteName } from '../../sandbox/index';
import { secondsIn } from './draws';
import { serve } from './processes';

/** The provider, in a process of its own: `server.ts <bytes of a picture>`. */
const started = startSandbox({
	draw: false,
	pictureBytes: Number(process.argv[2] ?? 0),
	seconds: (_model, prompt) => secondsIn(prompt),
});

export interface Account {
	readonly key: string;
	readonly baseUrl: string;
	readonly downloads: string;
}

/** What the provider knows of one task. */
export interface Told {
	readonly prompt: string;
	readonly endsAt: number;
	/** Requests that named the task, downloads apart, with its submit. */
	readonly requests: number;
	readonly cancelled: boolean;
}

const handlers = {
	accounts: async (): Promise<Record<SiteName, Account>> => {
		const { sites, cdn } = await started;
		const entries = Object.values(sites).map(({ name, baseUrl, key }) => [
			name,
			{ key, baseUrl, downloads: cdn.host },
		]);
		return Object.fromEntries(entries) as Record<SiteName, Account>;
	},
	limit: async ({ limits, site }: { limits: RateLimits; site: SiteName }) =>
		(await started).setLimits(limits, site),
	/** Tells what came since the last call, and forgets it. */
	told: async (): Promise<{ tasks: readonly Told[]; refusals: number }> => {
		const sandbox = await started;
		const asked = new Map<string, number>();
		for (const { step, taskId } of sandbox.counters.requests) {
			if (step === 'download' || taskId === undefined) continue;
			asked.set(taskId, (asked.get(taskId) ?? 0) + 1);
		}
		const tasks = sandbox.tasks().map((task) => ({
			prompt: task.prompt,
			endsAt: task.endsAt,
			requests: 1 + (asked.get(task.id) ?? 0),
			cancelled: task.canceledAt !== undefined || task.deletedAt !== undefined,
		}));
		const refusals = Object.values(sandbox.counters.refusals).reduce((sum, n) => sum + (n ?? 0), 0);
		sandbox.reset();
		return { tasks, refusals };
	},
	unfinished: async (): Promise<number> =>
		(await started).tasks().filter(({ endsAt }) => endsAt > Date.now()).length,
};

export type ServerHandlers = typeof handlers;

serve(handlers);
