import type { Callbacks } from './callbacks';
import type { Clock } from './clock';
import type { Ledger } from './ledger';
import type { Gate } from './limits';
import { hash } from './paint/random';
import { randomId, type Outcome, type SandboxTask, type TaskStore } from './tasks';
import type { SiteName } from './types';
import { says } from './words';

export interface StoredFile {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly bytes: Buffer;
	readonly createdAt: number;
}

/** How a gateway's fal path says "not yet"; `alternate` goes by task. */
export type Unfinished = 'error' | 'body' | 'alternate';

/**
 * Where WaveSpeed tells a task's input again. The documented list has none, and the result's is
 * optional (providers.md 3.1).
 */
export type WaveSpeedInput = 'nowhere' | 'result' | 'everywhere';

/** What every site shares. */
export interface World {
	readonly clock: Clock;
	readonly tasks: TaskStore;
	readonly ledger: Ledger;
	readonly gate: Gate;
	readonly keys: Readonly<Record<SiteName, string>>;
	/** Known once everything listens. */
	readonly origins: Record<SiteName | 'cdn', string>;
	readonly files: Map<string, StoredFile>;
	readonly seconds: (model: string, prompt: string) => number;
	readonly draw: boolean;
	readonly pictureBytes: number;
	readonly gateway: { unfinished: Unfinished };
	readonly waveSpeedInput: WaveSpeedInput;
	readonly callbacks: Callbacks;
}

/** Small enough to wait for, and different by prompt. */
export function defaultSeconds(model: string, prompt: string): number {
	const base = /schnell|klein|fast/.test(model) ? 0.3 : 0.9;
	return base * (1 + (hash(prompt) % 60) / 100);
}

type Made = 'site' | 'protocol' | 'model' | 'version' | 'input' | 'prompt' | 'seed' | 'outcome';

export interface NewTask extends Pick<SandboxTask, Made> {
	/** How long outputs are kept. */
	readonly keepMs: number;
	/** From acceptance, the caller's own deadline. */
	readonly deadlineMs?: number;
	/** When it cannot start within this time it ends then, with this outcome (fal). */
	readonly start?: { readonly withinMs: number; readonly missed: Outcome };
	readonly id?: string;
}

export function makeTask(world: World, made: NewTask): SandboxTask {
	const { keepMs, deadlineMs, start, id = randomId(), ...rest } = made;
	const now = world.clock.now();
	const { prompt, model } = made;
	const seconds = says(prompt, '[slow]') ? 30 : world.seconds(model, prompt);
	const slot = world.gate.slotAt(made.site);
	const begin = slot + seconds * 150;
	const missed = start !== undefined && begin - now > start.withinMs;
	const startsAt = missed ? now + start.withinMs : begin;
	const last = says(prompt, '[stuck]') ? Infinity : slot + seconds * 1000;
	const endsAt = missed ? startsAt : last;
	const task: SandboxTask = {
		...rest,
		outcome: missed ? start.missed : made.outcome,
		id,
		createdAt: now,
		startsAt,
		endsAt,
		deadline: deadlineMs === undefined ? undefined : now + deadlineMs,
		expiresAt: says(prompt, '[expired]') ? endsAt : endsAt + keepMs,
		token: randomId(40),
	};
	world.tasks.add(task);
	return task;
}

/** As the providers draw one; small enough for every seed field. */
export function randomSeed(): number {
	return Math.floor(Math.random() * 2 ** 31);
}

export function outputUrl(world: World, task: SandboxTask, index: number): string {
	const format = task.outcome.pictures[index]?.format ?? 'png';
	const name = format === 'jpeg' && task.protocol === 'replicate' ? 'jpg' : format;
	return `${world.origins.cdn}/${task.protocol}/${task.token}/out-${index}.${name}`;
}
