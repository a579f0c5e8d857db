import { finalResult, falState, queueStatus } from './fal/answers';
import { inProgress, noRequest } from './fal/problems';
import { describeFal, submit, type FalSite } from './fal/site';
import { hash } from './paint/random';
import type { ReplicateSite } from './replicate/address';
import { describeReplicate, predictionRoutes } from './replicate/site';
import { isOver, type SandboxTask } from './tasks';
import type { Received, Reply, Route, Site } from './types';
import type { World } from './world';

/** The web interface's page: what unknown paths answer, with 200 (providers.md 4). */
const page =
	'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>New API</title></head><body><div id="root"></div></body></html>';

/** new-api's error body. */
const apiError = (status: number, message: string, code: string): Reply => ({
	status,
	json: { error: { message, type: 'new_api_error', param: '', code } },
});

const badToken = apiError(401, '无效的令牌 (invalid token)', 'invalid_token');

const noChannel = (model: string): Reply =>
	apiError(
		503,
		`no available channel for model ${model} under group default (distributor)`,
		'model_not_found',
	);

const listed = [
	'lucataco/flux-schnell-lora',
	'lucataco/flux-dev-lora',
	'black-forest-labs/flux-schnell',
	'black-forest-labs/flux-dev',
	'sandbox/anything',
];
const falListed = [
	'fal-ai/flux-lora',
	'fal-ai/flux/dev',
	'fal-ai/flux/schnell',
	'fal-ai/flux-1/dev',
	'fal-ai/flux-1/schnell',
	'fal-ai/sandbox',
];

const replicate: ReplicateSite = {
	name: 'gateway',
	prefix: '/replicate/v1',
	upstream: () => 'https://api.replicate.com/v1',
	created: 200,
	waits: false,
	redacts: false,
	refuse: (world) => world.gate.refuse('gateway'),
	unlisted: (asked, wanted) =>
		wanted !== undefined && listed.includes(wanted.id)
			? undefined
			: noChannel(wanted?.id ?? String(asked)),
};

const fal: FalSite = {
	name: 'gateway',
	upstream: () => 'https://queue.fal.run',
	checksInput: true,
	unlisted: (model) => (falListed.includes(model) ? undefined : noChannel(model)),
};

/** "Not yet", in one of the two ways gateways have (providers.md 4). */
function unfinished(world: World, task: SandboxTask): Reply {
	const { unfinished: how } = world.gateway;
	const asError = how === 'error' || (how === 'alternate' && hash(task.id) % 2 === 0);
	if (asError) return { ...inProgress, taskId: task.id };
	const { status, request_id } = queueStatus(world, task, fal.upstream(world), false) as {
		status: string;
		request_id: string;
	};
	return { status: 200, json: { status, request_id }, taskId: task.id };
}

async function result(world: World, { params }: Received): Promise<Reply> {
	const task = world.tasks.find('gateway', params['id'] ?? '');
	if (task?.protocol !== 'fal') return noRequest;
	const { model = '' } = params;
	const fits = model === 'auto' || task.model === model || task.model.startsWith(`${model}/`);
	if (!fits) return noRequest;
	if (!isOver(task, world.clock.now()) || falState(world, task) !== 'COMPLETED') {
		return unfinished(world, task);
	}
	return await finalResult(world, task);
}

const quota: Reply = {
	status: 200,
	json: {
		code: true,
		message: 'ok',
		data: {
			object: 'token_usage',
			total_granted: 500000,
			total_used: 1200,
			total_available: 498800,
			unlimited_quota: false,
			expires_at: 0,
		},
	},
};

function routes(world: World): readonly Route[] {
	return [
		...predictionRoutes(world, replicate),
		{
			method: 'GET',
			path: /^\/fal-ai\/(?<model>auto)\/requests\/(?<id>[^/]+)$/,
			steps: ['result', 'status'],
			handle: (received) => result(world, received),
		},
		{
			method: 'GET',
			path: /^\/(?<model>fal-ai\/.+)\/requests\/(?<id>[^/]+)$/,
			steps: ['result', 'status'],
			handle: (received) => result(world, received),
		},
		{
			method: 'POST',
			path: /^\/(?<model>fal-ai\/(?!.*\/requests\/).+)$/,
			steps: ['submit'],
			handle: (received) => submit(world, fal, received),
		},
		{ method: 'GET', path: /^\/api\/usage\/token\/?$/, steps: ['account'], handle: () => quota },
		{
			method: 'GET',
			path: /^\/v1\/models$/,
			steps: ['account'],
			handle: () => ({
				status: 200,
				json: {
					object: 'list',
					data: [...listed, ...falListed].map((id) => ({ id, object: 'model' })),
				},
			}),
		},
	];
}

/** Paths of the interface answer with its page, whoever asks; the API's own paths want a key. */
function unknown({ method, url }: Received): Reply {
	if (/^\/(v1|api|assets)(\/|$)/.test(url.pathname)) {
		const message = `Invalid URL (${method} ${url.pathname})`;
		return { status: 404, json: { error: { message, type: 'invalid_request_error', code: '' } } };
	}
	return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, text: page };
}

/** A reseller like kkiai: both protocols under one host, Bearer everywhere, upstream addresses in its answers. */
export function gatewaySite(world: World): Site {
	const all = routes(world);
	return {
		name: 'gateway',
		authorize: ({ headers, method, url }) => {
			const known = all.some((route) => route.method === method && route.path.test(url.pathname));
			if (!known || headers.authorization === `Bearer ${world.keys.gateway}`) return undefined;
			return badToken;
		},
		routes: all,
		unknown,
		describe: (received) =>
			received.url.pathname.startsWith('/fal-ai/')
				? describeFal(received)
				: describeReplicate(received),
	};
}
