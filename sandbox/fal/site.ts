import { falModels } from '../catalog/fal';
import { randomUUID } from 'node:crypto';
import { isOver, nextChange, type SandboxTask } from '../tasks';
import {
	isRecord,
	type Received,
	type Reply,
	type Route,
	type Site,
	type SiteName,
} from '../types';
import { unknownKeys } from '../validate';
import { says } from '../words';
import { makeTask, randomSeed, type World } from '../world';
import { appOf, falState, finalResult, queueStatus } from './answers';
import { notStarted, outcomeOf } from './outcome';
import { badKey, inProgress, locked, noApp, noRequest, throttled, unauthorized } from './problems';
import { models } from './models';
import { initiate, pricing } from './services';
import { keySet, keySetRoute, webhookBody } from './webhook';

/** Where the official queue and a gateway differ. */
export interface FalSite {
	readonly name: SiteName;
	readonly upstream: (world: World) => string;
	/** A gateway checks the input before it passes it on; the queue takes it and fails it. */
	readonly checksInput: boolean;
	readonly unlisted?: (model: string) => Reply | undefined;
}

const official: FalSite = {
	name: 'fal',
	upstream: (world) => world.origins.fal,
	checksInput: false,
};

function startLimit({ headers }: Received) {
	const seconds = Number(headers['x-fal-request-timeout']);
	return seconds > 0 ? { withinMs: seconds * 1000, missed: notStarted } : undefined;
}

const year = 365 * 24 * 3_600_000;

export async function submit(world: World, site: FalSite, received: Received): Promise<Reply> {
	const model = received.params['model'] ?? '';
	const unlisted = site.unlisted?.(model);
	if (unlisted !== undefined) return unlisted;
	const table = falModels[model];
	if (table === undefined) return noApp(model);
	const wait = world.gate.refuse(site.name);
	if (wait !== undefined) return throttled(wait);
	if (!isRecord(received.json)) {
		const issue = { type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} };
		return { status: 422, json: { detail: [issue] } };
	}
	const input = received.json;
	const prompt = String(input['prompt'] ?? '');
	if (says(prompt, '[credit]')) return locked;
	const seed = typeof input['seed'] === 'number' ? input['seed'] : randomSeed();
	const outcome = await outcomeOf(world, model, input, seed);
	if (site.checksInput && outcome.errorType === 'validation_error' && outcome.result) {
		return { status: outcome.result.status, json: outcome.result.body };
	}
	world.ledger.ignored(model, unknownKeys(table.input, input));
	const task = makeTask(world, {
		...{ site: site.name, protocol: 'fal', model, input, prompt, seed, outcome },
		id: randomUUID(),
		keepMs: year,
		start: startLimit(received),
	});
	const webhook = received.url.searchParams.get('fal_webhook');
	world.callbacks.watch(task, webhook, () => webhookBody(world, task));
	return {
		status: 200,
		json: queueStatus(world, task, site.upstream(world), false),
		taskId: task.id,
	};
}

function found(world: World, { params }: Received): SandboxTask | undefined {
	const task = world.tasks.find('fal', params['id'] ?? '');
	return task !== undefined && appOf(task.model) === params['app'] ? task : undefined;
}

/** 202 until it is complete (providers.md 2.3). */
function status(world: World, received: Received): Reply {
	const task = found(world, received);
	if (task === undefined) return noRequest;
	const logs = received.url.searchParams.get('logs') === '1';
	const json = queueStatus(world, task, official.upstream(world), logs);
	const code = falState(world, task) === 'COMPLETED' ? 200 : 202;
	return { status: code, json, taskId: task.id };
}

async function result(world: World, received: Received): Promise<Reply> {
	const task = found(world, received);
	if (task === undefined) return noRequest;
	return isOver(task, world.clock.now()) ? await finalResult(world, task) : inProgress;
}

function cancel(world: World, received: Received): Reply {
	const task = found(world, received);
	if (task === undefined) return { status: 404, json: { status: 'NOT_FOUND' } };
	const at = world.clock.now();
	const finished = isOver(task, at);
	world.ledger.cancel({ site: 'fal', taskId: task.id, at, finished });
	if (finished) return { status: 400, json: { status: 'ALREADY_COMPLETED' }, taskId: task.id };
	task.canceledAt = at;
	return { status: 202, json: { status: 'CANCELLATION_REQUESTED' }, taskId: task.id };
}

const pingMs = 15_000;

/** Status objects as they change, a comment every 15 seconds, closed after COMPLETED (providers.md 2.2). */
async function* changes(
	world: World,
	task: SandboxTask,
	received: Received,
): AsyncIterable<string> {
	const logs = received.url.searchParams.get('logs') === '1';
	let last = '';
	while (!received.gone.aborted) {
		const state = falState(world, task);
		const json = JSON.stringify(queueStatus(world, task, official.upstream(world), logs));
		if (json !== last) yield `data: ${json}\n\n`;
		else yield ': ping\n\n';
		last = json;
		if (state === 'COMPLETED') return;
		const now = world.clock.now();
		// A timer may fire within the last millisecond.
		const pause = Math.ceil(Math.min(nextChange(task, now) - now, pingMs)) + 1;
		await world.clock.sleep(pause, received.gone);
	}
}

function stream(world: World, received: Received): Reply {
	const task = found(world, received);
	if (task === undefined) return noRequest;
	return { status: 200, events: changes(world, task, received), taskId: task.id };
}

function routes(world: World): readonly Route[] {
	const request = '^/(?<app>[^/]+/[^/]+)/requests/(?<id>[^/]+)';
	const at = (rest: string): RegExp => new RegExp(`${request}${rest}$`);
	const on =
		(handle: (world: World, received: Received) => Reply | Promise<Reply>) =>
		(received: Received) =>
			handle(world, received);
	return [
		keySetRoute(world),
		{ method: 'GET', path: at('/status'), steps: ['status'], handle: on(status) },
		{ method: 'GET', path: at('/status/stream'), steps: ['stream'], handle: on(stream) },
		{ method: 'GET', path: at(''), steps: ['result'], handle: on(result) },
		{ method: 'PUT', path: at('/cancel'), steps: ['cancel'], handle: on(cancel) },
		{
			method: 'POST',
			path: /^\/storage\/upload\/initiate$/,
			steps: ['upload'],
			handle: on(initiate),
		},
		{
			method: 'GET',
			path: /^\/v1\/models\/pricing$/,
			steps: ['account'],
			handle: pricing,
		},
		{ method: 'GET', path: /^\/v1\/models$/, steps: ['other'], handle: models },
		{
			method: 'POST',
			path: /^\/(?<model>[^/]+\/(?!.*\/requests\/).+)$/,
			steps: ['submit'],
			handle: (received) => submit(world, official, received),
		},
	];
}

export function describeFal({ json, params }: Received): { model: string; prompt: string } {
	const prompt = isRecord(json) ? String(json['prompt'] ?? '') : '';
	return { model: params['model'] ?? '', prompt };
}

export function falSite(world: World): Site {
	return {
		name: 'fal',
		authorize: ({ headers: { authorization }, url }) => {
			if (url.pathname === keySet) return undefined;
			if (authorization === `Key ${world.keys.fal}`) return undefined;
			return authorization === undefined ? unauthorized : badKey;
		},
		routes: routes(world),
		unknown: ({ url }) => ({ status: 404, json: { detail: `Path ${url.pathname} not found` } }),
		describe: describeFal,
	};
}
