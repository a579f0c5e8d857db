import { createCallbacks, type Callbacks } from './callbacks';
import { randomBytes, randomUUID } from 'node:crypto';
import { cdnSite } from './cdn';
import { realClock, type Clock } from './clock';
import { resetWorld, taskRow } from './control';
import { falSite } from './fal/site';
import { createFaultBook, type Faults } from './faults';
import { gatewaySite } from './gateway';
import { createLedger, type Counters } from './ledger';
import { createGate, type RateLimits } from './limits';
import { replicateSite } from './replicate/site';
import { listen, type Listener } from './server';
import { createTaskStore, type SandboxTask } from './tasks';
import type { HostName, SiteName } from './types';
import { waveSpeedSite } from './waveSpeed/site';
import { defaultSeconds, type Unfinished, type WaveSpeedInput, type World } from './world';

export { manualClock, realClock, type Clock, type ManualClock } from './clock';
export type { Fault, FaultHit, FaultPlan, Faults } from './faults';
export type { Counters, RemovalRecord, RequestRecord, SubmitRecord } from './ledger';
export type { RateLimits } from './limits';
export type { SandboxTask } from './tasks';
export type { HostName, SiteName, Step } from './types';
export { words } from './words';

export interface SandboxOptions {
	/** How long a task takes. */
	readonly seconds?: (model: string, prompt: string) => number;
	readonly clock?: Clock;
	readonly limits?: RateLimits;
	/** False: a tiny constant picture, for speed. */
	readonly draw?: boolean;
	/** Pictures are padded to this size. */
	readonly pictureBytes?: number;
	/** How the gateway's fal result path says "not yet". */
	readonly unfinished?: Unfinished;
	/** Where WaveSpeed's answers repeat the input; in a task's own result when not said. */
	readonly waveSpeedInput?: WaveSpeedInput;
	/** 0, the default: any free port. */
	readonly ports?: Readonly<Partial<Record<HostName, number>>>;
	readonly keys?: Readonly<Partial<Record<SiteName, string>>>;
}

export interface SandboxSite {
	readonly name: SiteName;
	/** What a user pastes as the base URL. */
	readonly baseUrl: string;
	readonly origin: string;
	readonly key: string;
}

export interface Sandbox {
	readonly sites: Readonly<Record<SiteName, SandboxSite>>;
	/** Where outputs lie: a foreign host that must never see a key. */
	readonly cdn: { readonly origin: string; readonly host: string };
	readonly counters: Counters;
	/** Who was called when a task was over, and how that goes. */
	readonly callbacks: Callbacks;
	readonly faults: Faults;
	readonly tasks: () => readonly SandboxTask[];
	/** Times and state of every task, as `GET /_sandbox/tasks` prints them. */
	readonly taskRows: () => readonly object[];
	readonly setLimits: (limits: RateLimits, site?: SiteName) => void;
	readonly setUnfinished: (how: Unfinished) => void;
	/** Deletes a task's outputs, as the provider does after a while. */
	readonly expire: (taskId: string) => void;
	/** Forgets tasks, counts, faults and files. */
	readonly reset: () => void;
	readonly close: () => Promise<void>;
}

const names: readonly SiteName[] = ['replicate', 'fal', 'waveSpeed', 'gateway'];

/** Shaped like the real ones, different at each start. */
function freshKeys(): Record<SiteName, string> {
	const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
	return {
		replicate: `r8_${hex(18)}a`,
		fal: `${randomUUID()}:${hex(16)}`,
		waveSpeed: hex(32),
		gateway: `sk-${hex(24)}`,
	};
}

function createWorld(options: SandboxOptions): World {
	const clock = options.clock ?? realClock;
	const tasks = createTaskStore(clock);
	return {
		clock,
		tasks,
		ledger: createLedger(),
		gate: createGate(clock, tasks, options.limits ?? {}),
		keys: { ...freshKeys(), ...options.keys },
		origins: { replicate: '', fal: '', waveSpeed: '', gateway: '', cdn: '' },
		files: new Map(),
		seconds: options.seconds ?? defaultSeconds,
		draw: options.draw ?? true,
		pictureBytes: options.pictureBytes ?? 0,
		gateway: { unfinished: options.unfinished ?? 'alternate' },
		waveSpeedInput: options.waveSpeedInput ?? 'result',
		callbacks: createCallbacks(clock),
	};
}

function siteOf(world: World, name: SiteName): SandboxSite {
	const origin = world.origins[name];
	const path = name === 'replicate' ? '/v1' : '';
	return { name, origin, baseUrl: `${origin}${path}`, key: world.keys[name] };
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const world = createWorld(options);
	const listeners = new Map<HostName, Listener>();
	const faults = createFaultBook((site, ms) => {
		for (const [name, listener] of listeners) {
			if (site === undefined || site === name) void listener.pause(ms);
		}
	});
	const all = [replicateSite, falSite, waveSpeedSite, gatewaySite, cdnSite];
	for (const make of all) {
		const site = make(world);
		world.origins[site.name] = 'http://127.0.0.1';
		const listener = await listen(site, world, faults, options.ports?.[site.name] ?? 0);
		world.origins[site.name] = listener.origin;
		listeners.set(site.name, listener);
	}
	const { cdn } = world.origins;
	const sites = Object.fromEntries(names.map((name) => [name, siteOf(world, name)]));
	return {
		sites: sites as Record<SiteName, SandboxSite>,
		cdn: { origin: cdn, host: new URL(cdn).host },
		counters: world.ledger.counters,
		callbacks: world.callbacks,
		faults,
		tasks: world.tasks.all,
		taskRows: () => world.tasks.all().map((task) => taskRow(world, task)),
		setLimits: world.gate.set,
		setUnfinished: (how) => {
			world.gateway.unfinished = how;
		},
		expire: (taskId) => {
			const task = world.tasks.byId(taskId);
			if (task !== undefined) task.expiresAt = 0;
		},
		reset: () => resetWorld(world, faults),
		close: async () => {
			await Promise.all([...listeners.values()].map((listener) => listener.close()));
		},
	};
}
