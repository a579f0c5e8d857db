import type { Clock } from './clock';
import { endOf, type TaskStore } from './tasks';
import type { SiteName } from './types';

export interface RateLimits {
	/** Submits accepted per second; below 1 for slower ones. */
	readonly perSecond?: number;
	/** Tasks unfinished at once; fal queues what is beyond (providers.md 2.5), the others answer 429. */
	readonly concurrent?: number;
}

export interface Gate {
	/** Seconds until the next submit is taken, or undefined: taken now. */
	readonly refuse: (site: SiteName) => number | undefined;
	/** When a task made now may start, given what is running. */
	readonly slotAt: (site: SiteName) => number;
	/** For one site, or for all of them. */
	readonly set: (limits: RateLimits, site?: SiteName) => void;
	readonly clear: () => void;
}

const sites: readonly SiteName[] = ['replicate', 'fal', 'waveSpeed', 'gateway'];

export function createGate(clock: Clock, tasks: TaskStore, initial: RateLimits): Gate {
	const limits = new Map<SiteName, RateLimits>(sites.map((site) => [site, initial]));
	const nextAt = new Map<SiteName, number>();
	const limitOf = (site: SiteName): RateLimits => limits.get(site) ?? {};
	const ends = (site: SiteName): number[] =>
		tasks
			.unfinished(site)
			.map(endOf)
			.sort((a, b) => a - b);
	return {
		refuse: (site) => {
			const { perSecond, concurrent = Infinity } = limitOf(site);
			const now = clock.now();
			const open = nextAt.get(site) ?? 0;
			if (now < open) return Math.max(1, Math.ceil((open - now) / 1000));
			if (site !== 'fal') {
				const running = ends(site);
				const first = running[running.length - concurrent];
				if (first !== undefined && running.length >= concurrent) {
					return Number.isFinite(first) ? Math.max(1, Math.ceil((first - now) / 1000)) : 1;
				}
			}
			if (perSecond !== undefined) nextAt.set(site, now + 1000 / perSecond);
			return undefined;
		},
		slotAt: (site) => {
			const { concurrent = Infinity } = limitOf(site);
			const running = ends(site);
			return site === 'fal' && running.length >= concurrent
				? (running[running.length - concurrent] ?? clock.now())
				: clock.now();
		},
		set: (value, site) => {
			for (const name of site === undefined ? sites : [site]) limits.set(name, value);
			nextAt.clear();
		},
		clear: () => nextAt.clear(),
	};
}
