import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultBook, FaultPlan } from './faults';
import { printable } from './ledger';
import { parseJson, readBody } from './request';
import { endOf, stateOf, type SandboxTask } from './tasks';
import { isRecord, type SiteName } from './types';
import type { World } from './world';

/** What was made, when it ended, and what came of it; times in milliseconds of the sandbox's clock. */
export function taskRow(world: World, task: SandboxTask): object {
	const end = endOf(task);
	return {
		id: task.id,
		site: task.site,
		model: task.model,
		prompt: task.prompt,
		seed: task.seed,
		state: stateOf(task, world.clock.now()),
		createdAt: task.createdAt,
		startsAt: task.startsAt,
		endsAt: Number.isFinite(end) ? end : null,
		canceledAt: task.canceledAt,
		deletedAt: task.deletedAt,
		pictures: task.outcome.pictures.length,
	};
}

const isSite = (value: unknown): value is SiteName =>
	typeof value === 'string' && ['replicate', 'fal', 'waveSpeed', 'gateway'].includes(value);

function setLimits(world: World, body: Record<string, unknown>): void {
	const { site, ...limits } = body;
	world.gate.set(limits, isSite(site) ? site : undefined);
}

function act(world: World, faults: FaultBook, path: string, body: unknown): unknown {
	const record = isRecord(body) ? body : {};
	switch (path) {
		case 'GET /_sandbox/counters':
			return printable(world.ledger.counters);
		case 'GET /_sandbox/tasks':
			return world.tasks.all().map((task) => taskRow(world, task));
		case 'GET /_sandbox/faults':
			return { pending: faults.pending(), hits: faults.hits() };
		case 'POST /_sandbox/faults':
			faults.add(...((Array.isArray(body) ? body : [body]) as FaultPlan[]));
			return { pending: faults.pending() };
		case 'DELETE /_sandbox/faults':
			faults.clear();
			return {};
		case 'POST /_sandbox/limits':
			setLimits(world, record);
			return {};
		case 'POST /_sandbox/expire': {
			const task = world.tasks.byId(String(record['taskId']));
			if (task !== undefined) task.expiresAt = 0;
			return { expired: task !== undefined };
		}
		case 'POST /_sandbox/reset':
			resetWorld(world, faults);
			return {};
		default:
			return undefined;
	}
}

/** Forgets tasks, counts, faults and files; limits stay. */
export function resetWorld(world: World, faults: FaultBook): void {
	world.tasks.clear();
	world.ledger.reset();
	world.callbacks.reset();
	world.gate.clear();
	world.files.clear();
	faults.clear();
}

/** `/_sandbox/…` on every host, for benches and tests in other processes; never counted. */
export async function control(
	world: World,
	faults: FaultBook,
	message: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const body = parseJson(await readBody(message));
	const answer = act(world, faults, `${message.method ?? ''} ${message.url ?? ''}`, body);
	response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
	response.end(JSON.stringify(answer ?? { error: 'no such control' }));
}
