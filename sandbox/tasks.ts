import { randomBytes } from 'node:crypto';
import type { Clock } from './clock';
import type { PictureSpec } from './paint/picture';
import type { Protocol, SiteName } from './types';

/** How a task will end unless it is canceled; decided when it is made. */
export interface Outcome {
	readonly status: 'succeeded' | 'failed';
	/** The provider's words, and for fal and WaveSpeed its type or code. */
	readonly error?: string;
	readonly errorType?: string;
	readonly code?: number;
	/** fal: the answer of the result path when it failed. */
	readonly result?: { readonly status: number; readonly body: unknown };
	readonly pictures: readonly PictureSpec[];
	readonly flagged: readonly boolean[];
	/** Replicate's "Total safe images" counts the dropped ones as well. */
	readonly asked: number;
}

export type TaskState = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled' | 'aborted';

export interface SandboxTask {
	readonly id: string;
	readonly site: SiteName;
	readonly protocol: Protocol;
	readonly model: string;
	readonly version?: string;
	readonly input: Readonly<Record<string, unknown>>;
	readonly prompt: string;
	readonly seed: number;
	readonly outcome: Outcome;
	readonly createdAt: number;
	readonly startsAt: number;
	/** Infinity: never. */
	readonly endsAt: number;
	/** The caller's own deadline (Replicate `Cancel-After`). */
	readonly deadline?: number;
	/** Outputs are deleted from then on. */
	expiresAt: number;
	canceledAt?: number;
	deletedAt?: number;
	/** Where its outputs lie: `${cdn}/${token}/out-0.webp`. */
	readonly token: string;
}

/** When a task stopped changing. */
export function endOf(task: SandboxTask): number {
	return Math.min(task.endsAt, task.canceledAt ?? Infinity, task.deadline ?? Infinity);
}

export function stateOf(task: SandboxTask, now: number): TaskState {
	const end = endOf(task);
	if (now < Math.min(end, task.startsAt)) return 'queued';
	if (now < end) return 'running';
	if (end === task.endsAt) return task.outcome.status;
	return end < task.startsAt && end === task.deadline ? 'aborted' : 'canceled';
}

export function isOver(task: SandboxTask, now: number): boolean {
	return now >= endOf(task);
}

/** The time of its next change, for who waits. */
export function nextChange(task: SandboxTask, now: number): number {
	const end = endOf(task);
	return now < task.startsAt && task.startsAt < end ? task.startsAt : end;
}

export function progressOf(task: SandboxTask, now: number): number {
	const length = endOf(task) - task.startsAt;
	if (!Number.isFinite(length)) return 0.5;
	return Math.min(1, Math.max(0, (now - task.startsAt) / Math.max(1, length)));
}

const base32 = 'abcdefghjkmnpqrstvwxyz0123456789';

/** A text of the length and alphabet of Replicate's ids; WaveSpeed's are like it. */
export function randomId(length = 26): string {
	return [...randomBytes(length)].map((byte) => base32[byte % base32.length]).join('');
}

export interface TaskStore {
	readonly all: () => readonly SandboxTask[];
	readonly add: (task: SandboxTask) => void;
	/** Undefined when it never was, was made at another site, or was deleted. */
	readonly find: (site: SiteName, id: string) => SandboxTask | undefined;
	readonly byToken: (token: string) => SandboxTask | undefined;
	readonly byId: (id: string) => SandboxTask | undefined;
	/** Unfinished tasks of a site. */
	readonly unfinished: (site: SiteName) => readonly SandboxTask[];
	readonly clear: () => void;
}

export function createTaskStore(clock: Clock): TaskStore {
	const byId = new Map<string, SandboxTask>();
	const byToken = new Map<string, SandboxTask>();
	return {
		all: () => [...byId.values()],
		add: (task) => {
			byId.set(task.id, task);
			byToken.set(task.token, task);
		},
		find: (site, id) => {
			const task = byId.get(id);
			return task?.site === site && task.deletedAt === undefined ? task : undefined;
		},
		byToken: (token) => byToken.get(token),
		byId: (id) => byId.get(id),
		unfinished: (site) =>
			[...byId.values()].filter((task) => task.site === site && !isOver(task, clock.now())),
		clear: () => {
			byId.clear();
			byToken.clear();
		},
	};
}
