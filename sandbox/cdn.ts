import { civitaiRoutes } from './lists/civitai';
import { hubRoutes } from './lists/huggingFace';
import { mimeTypes } from './paint/picture';
import { payloadOf } from './pictures';
import { stateOf } from './tasks';
import type { Received, Reply, Site } from './types';
import type { World } from './world';

const gone: Reply = { status: 404, headers: { 'Content-Type': 'text/plain' }, text: 'Not Found' };

async function output(world: World, { params }: Received): Promise<Reply> {
	const task = world.tasks.byToken(params['token'] ?? '');
	const spec = task?.outcome.pictures[Number(params['index'])];
	const now = world.clock.now();
	if (task === undefined || spec === undefined) return gone;
	if (stateOf(task, now) !== 'succeeded' || now >= task.expiresAt) return gone;
	if (task.deletedAt !== undefined) return gone;
	return {
		status: 200,
		headers: { 'Content-Type': mimeTypes[spec.format] },
		payload: await payloadOf(world, spec),
	};
}

function stored(world: World, { params }: Received): Reply {
	const file = world.files.get(params['file'] ?? '');
	if (file === undefined) return gone;
	const { type, bytes } = file;
	return {
		status: 200,
		headers: { 'Content-Type': type },
		payload: { length: bytes.length, chunks: () => [bytes] },
	};
}

function put(world: World, { params, body }: Received): Reply {
	const file = world.files.get(params['file'] ?? '');
	if (file === undefined) return gone;
	world.files.set(file.id, { ...file, bytes: body });
	return { status: 200, text: '' };
}

/** The foreign host where outputs and uploads lie: anybody may read, and no key belongs here. */
export function cdnSite(world: World): Site {
	const at =
		(handle: (world: World, received: Received) => Reply | Promise<Reply>) =>
		(received: Received) =>
			handle(world, received);
	return {
		name: 'cdn',
		authorize: () => undefined,
		routes: [
			...hubRoutes,
			...civitaiRoutes,
			{
				method: 'GET',
				path: /^\/(?:replicate|fal|waveSpeed)\/(?<token>[^/]+)\/out-(?<index>\d+)\.\w+$/,
				steps: ['download'],
				handle: at(output),
			},
			{ method: 'GET', path: /^\/files\/(?<file>[^/]+)\//, steps: ['other'], handle: at(stored) },
			{ method: 'PUT', path: /^\/files\/(?<file>[^/]+)\//, steps: ['upload'], handle: at(put) },
		],
		unknown: () => gone,
		describe: () => ({ model: '', prompt: '' }),
	};
}
