import { waveSpeedModels } from '../catalog/waveSpeed';
import { isOver, nextChange, type SandboxTask } from '../tasks';
import { isRecord, type Received, type Reply, type Route, type Site } from '../types';
import { validate } from '../validate';
import { says } from '../words';
import { makeTask, randomSeed, type World } from '../world';
import { outcomeOf } from './outcome';
import { list } from './list';
import { prediction } from './prediction';
import * as problems from './problems';
import { announce, catalog, price, store } from './services';
import { success } from './success';

const week = 7 * 24 * 3_600_000;

async function submit(world: World, received: Received): Promise<Reply> {
	const id = received.params['model'] ?? '';
	const model = waveSpeedModels[id];
	if (model === undefined) return problems.noModel(id);
	const wait = world.gate.refuse('waveSpeed');
	if (wait !== undefined) return problems.throttled(world.tasks.unfinished('waveSpeed').length > 0);
	const issues = validate(model.input, received.json);
	if (issues.length > 0) return problems.invalid(issues);
	const input = received.json as Record<string, unknown>;
	const prompt = String(input['prompt']);
	if (says(prompt, '[credit]')) return problems.noCredit;
	if (says(prompt, '[refuse]')) return problems.moderated;
	const given = input['seed'];
	const seed = typeof given === 'number' && given >= 0 ? given : randomSeed();
	const task = makeTask(world, {
		...{ site: 'waveSpeed', protocol: 'waveSpeed', model: id, input, prompt, seed },
		outcome: await outcomeOf(world, id, model, input, seed),
		keepMs: week,
	});
	world.callbacks.watch(task, received.url.searchParams.get('webhook'), () =>
		prediction(world, task, 'result'),
	);
	if (input['enable_sync_mode'] === true) await hold(world, task, received.gone);
	return success(await prediction(world, task, 'created'), task.id);
}

const syncMs = 90_000;

/** Sync mode; when it takes too long the task goes on (providers.md 3.2). */
async function hold(world: World, task: SandboxTask, gone: AbortSignal): Promise<void> {
	const until = world.clock.now() + syncMs;
	for (let now = world.clock.now(); now < until && !isOver(task, now); now = world.clock.now()) {
		await world.clock.sleep(Math.min(nextChange(task, now), until) - now, gone);
		if (gone.aborted) return;
	}
}

async function get(world: World, { params }: Received): Promise<Reply> {
	const task = world.tasks.find('waveSpeed', params['id'] ?? '');
	if (task === undefined) return problems.noTask;
	return success(await prediction(world, task, 'result'), task.id);
}

/** There is no cancel: a delete stops a running task and takes a finished one's pictures (providers.md 3.3). */
function remove(world: World, ids: readonly string[]): Reply {
	const at = world.clock.now();
	const tasks = ids.flatMap((id) => world.tasks.find('waveSpeed', id) ?? []);
	if (tasks.length === 0) return problems.noTask;
	for (const task of tasks) {
		const finished = isOver(task, at);
		world.ledger.remove({ site: 'waveSpeed', taskId: task.id, at, finished });
		if (!finished) task.canceledAt = at;
		task.deletedAt = at;
	}
	return success({ deleted: tasks.map(({ id }) => id) });
}

function idsOf({ json }: Received): readonly string[] {
	const ids = isRecord(json) ? json['ids'] : undefined;
	return Array.isArray(ids) ? ids.map(String) : [];
}

function routes(world: World): readonly Route[] {
	const on =
		(handle: (world: World, received: Received) => Reply | Promise<Reply>) =>
		(received: Received) =>
			handle(world, received);
	const { GET, POST } = { GET: 'GET', POST: 'POST' } as const;
	const at = (rest: string): RegExp => new RegExp(`^/api/v3/${rest}$`);
	return [
		{ method: POST, path: at('predictions'), steps: ['list'], handle: on(list) },
		{
			method: POST,
			path: at('predictions/delete'),
			steps: ['cancel'],
			handle: (received) => remove(world, idsOf(received)),
		},
		{
			method: 'DELETE',
			path: at('predictions/(?<id>[^/]+)'),
			steps: ['cancel'],
			handle: ({ params }) => remove(world, [params['id'] ?? '']),
		},
		{
			method: GET,
			path: at('predictions/(?<id>[^/]+)(?:/result)?'),
			steps: ['status', 'result'],
			handle: on(get),
		},
		{
			method: GET,
			path: at('balance'),
			steps: ['account'],
			handle: () => success({ balance: 12.5 }),
		},
		{ method: GET, path: at('models'), steps: ['other'], handle: catalog },
		{ method: POST, path: at('media/upload/binary'), steps: ['upload'], handle: on(store) },
		{ method: POST, path: at('media/uploads'), steps: ['upload'], handle: on(announce) },
		{
			method: POST,
			path: at('model/price'),
			steps: ['other'],
			handle: price,
		},
		{ method: POST, path: at('(?<model>.+)'), steps: ['submit'], handle: on(submit) },
	];
}

export function waveSpeedSite(world: World): Site {
	return {
		name: 'waveSpeed',
		authorize: ({ headers }) =>
			headers.authorization === `Bearer ${world.keys.waveSpeed}`
				? undefined
				: problems.unauthorized,
		routes: routes(world),
		unknown: () => problems.notThere,
		describe: ({ json, params }) => ({
			model: params['model'] ?? '',
			prompt: isRecord(json) ? String(json['prompt'] ?? '') : '',
		}),
	};
}
