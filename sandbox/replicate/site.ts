import { isOver, type SandboxTask } from '../tasks';
import { isRecord, type Received, type Reply, type Route, type Site } from '../types';
import type { World } from '../world';
import type { ReplicateSite } from './address';
import { byName, byVersion, create } from './create';
import { modelRoutes } from './models';
import { prediction } from './prediction';
import { notFound, unauthenticated } from './problems';
import { trainingRoutes } from './trainings';
import { account, fileInfo, upload } from './services';

const official: ReplicateSite = {
	name: 'replicate',
	prefix: '/v1',
	upstream: (world) => `${world.origins.replicate}/v1`,
	created: 201,
	waits: true,
	redacts: true,
	refuse: (world) => world.gate.refuse('replicate'),
};

const escaped = (text: string): string => text.replace(/[/.]/g, '\\$&');

/** Create and get: what the seeds document, and all a gateway has. */
export function predictionRoutes(world: World, site: ReplicateSite): readonly Route[] {
	const at = escaped(site.prefix);
	return [
		{
			method: 'POST',
			path: new RegExp(`^${at}/predictions$`),
			steps: ['submit'],
			handle: (received) =>
				create(world, site, received, ({ version }) => byVersion(version), true),
		},
		{
			method: 'POST',
			path: new RegExp(`^${at}/models/(?<owner>[^/]+)/(?<name>[^/]+)/predictions$`),
			steps: ['submit'],
			handle: (received) => {
				const { owner = '', name = '' } = received.params;
				return create(world, site, received, () => byName(owner, name), false);
			},
		},
		{
			method: 'GET',
			path: new RegExp(`^${at}/predictions/(?<id>[^/]+)$`),
			steps: ['status', 'result'],
			handle: (received) => shown(world, site, found(world, site, received)),
		},
	];
}

function found(world: World, site: ReplicateSite, { params }: Received): SandboxTask | undefined {
	const task = world.tasks.find(site.name, params['id'] ?? '');
	return task?.protocol === 'replicate' ? task : undefined;
}

function shown(world: World, site: ReplicateSite, task: SandboxTask | undefined): Reply {
	if (task === undefined) return notFound;
	return { status: 200, json: prediction(world, task, site.upstream(world)), taskId: task.id };
}

function cancel(world: World, received: Received): Reply {
	const task = found(world, official, received);
	if (task === undefined) return notFound;
	const at = world.clock.now();
	const finished = isOver(task, at);
	world.ledger.cancel({ site: 'replicate', taskId: task.id, at, finished });
	if (!finished) task.canceledAt = at;
	return shown(world, official, task);
}

const pageSize = 100;

/** Newest first, a hundred a page; logs are not shown here. */
function list(world: World, { url }: Received): Reply {
	const from = Number(Buffer.from(url.searchParams.get('cursor') ?? '', 'base64url').toString());
	const start = Number.isFinite(from) ? from : 0;
	const tasks = world.tasks.all().filter(({ site }) => site === 'replicate');
	const page = [...tasks].reverse().slice(start, start + pageSize);
	const link = (at: number): string =>
		`${official.upstream(world)}/predictions?cursor=${Buffer.from(String(at)).toString('base64url')}`;
	return {
		status: 200,
		json: {
			previous: start > 0 ? link(Math.max(0, start - pageSize)) : null,
			next: start + pageSize < tasks.length ? link(start + pageSize) : null,
			results: page.map((task) => {
				const { logs: _logs, ...entry } = {
					logs: '',
					...prediction(world, task, official.upstream(world)),
				};
				return { ...entry, source: 'api' };
			}),
		},
	};
}

function officialRoutes(world: World): readonly Route[] {
	return [
		...predictionRoutes(world, official),
		...modelRoutes,
		...trainingRoutes,
		{
			method: 'POST',
			path: /^\/v1\/predictions\/(?<id>[^/]+)\/cancel$/,
			steps: ['cancel'],
			handle: (received) => cancel(world, received),
		},
		{
			method: 'GET',
			path: /^\/v1\/predictions$/,
			steps: ['list'],
			handle: (received) => list(world, received),
		},
		{
			method: 'GET',
			path: /^\/v1\/webhooks\/default\/secret$/,
			steps: ['other'],
			handle: () => ({ status: 200, json: { key: world.callbacks.signatures.secrets.replicate } }),
		},
		{ method: 'GET', path: /^\/v1\/account$/, steps: ['account'], handle: () => account },
		{
			method: 'POST',
			path: /^\/v1\/files$/,
			steps: ['upload'],
			handle: (received) => upload(world, received),
		},
		{
			method: 'GET',
			path: /^\/v1\/files\/(?<file>[^/]+)$/,
			steps: ['other'],
			handle: (received) => fileInfo(world, received),
		},
	];
}

/** The model of a submit, as it was spelled or as it is known. */
export function describeReplicate({ json, params }: Received): { model: string; prompt: string } {
	const body = isRecord(json) ? json : {};
	const input = isRecord(body['input']) ? body['input'] : {};
	const named = params['owner'] && `${params['owner']}/${params['name'] ?? ''}`;
	const version = String(body['version'] ?? '');
	const model = named ?? byVersion(version)?.id ?? version;
	return { model, prompt: String(input['prompt'] ?? '') };
}

export function replicateSite(world: World): Site {
	return {
		name: 'replicate',
		authorize: ({ headers }) =>
			headers.authorization === `Bearer ${world.keys.replicate}` ? undefined : unauthenticated,
		routes: officialRoutes(world),
		unknown: () => notFound,
		describe: describeReplicate,
	};
}
