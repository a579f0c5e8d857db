import { mimeTypes } from '../paint/picture';
import { pictureOf } from '../pictures';
import { endOf, progressOf, stateOf, type SandboxTask } from '../tasks';
import type { Reply } from '../types';
import { outputUrl, type World } from '../world';

/** `owner/app`: the rest of the model's path is dropped (providers.md 2.3). */
export function appOf(model: string): string {
	return model.split('/').slice(0, 2).join('/');
}

export function falState(
	world: World,
	task: SandboxTask,
): 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED' {
	const state = stateOf(task, world.clock.now());
	return state === 'queued' ? 'IN_QUEUE' : state === 'running' ? 'IN_PROGRESS' : 'COMPLETED';
}

function position(world: World, task: SandboxTask): number {
	const now = world.clock.now();
	return world.tasks
		.unfinished(task.site)
		.filter((other) => other.createdAt < task.createdAt && stateOf(other, now) === 'queued').length;
}

const canceled = 'The request was cancelled by the client.';

/** The queue's status object (seed 004), and what joins it while running and at the end. */
export function queueStatus(
	world: World,
	task: SandboxTask,
	upstream: string,
	logs: boolean,
): object {
	const base = `${upstream}/${appOf(task.model)}/requests/${task.id}`;
	const status = falState(world, task);
	const state = stateOf(task, world.clock.now());
	const seconds = (endOf(task) - task.startsAt) / 1000;
	const { error, errorType } = task.outcome;
	return {
		status,
		request_id: task.id,
		response_url: base,
		status_url: `${base}/status`,
		cancel_url: `${base}/cancel`,
		logs: logs && status !== 'IN_QUEUE' ? logLines(world, task) : null,
		metrics: state === 'succeeded' ? { inference_time: seconds } : {},
		...(status === 'IN_QUEUE' && { queue_position: position(world, task) }),
		...(state === 'failed' && { error, error_type: errorType }),
		...(state === 'canceled' && { error: canceled, error_type: 'client_cancelled' }),
	};
}

function logLines(world: World, task: SandboxTask): readonly object[] {
	const steps = Number(task.input['num_inference_steps'] ?? 28);
	const part = progressOf(task, world.clock.now());
	const done = Math.floor(part * steps);
	const full = '█'.repeat(Math.floor(part * 10)).padEnd(10);
	const percent = String(Math.round(part * 100)).padStart(3);
	return [
		{
			message: `${percent}%|${full}| ${done}/${steps} [00:00<00:00, 14.20it/s]`,
			level: 'STDERR',
			source: 'USER',
			timestamp: new Date(world.clock.now()).toISOString(),
		},
	];
}

/** The answer of the result path once the request is over (providers.md 2.3, 2.10). */
export async function finalResult(world: World, task: SandboxTask): Promise<Reply> {
	const state = stateOf(task, world.clock.now());
	const headers = { 'x-fal-request-id': task.id };
	const taskId = task.id;
	if (state === 'canceled') {
		const json = { detail: canceled, error_type: 'client_cancelled' };
		return {
			status: 400,
			headers: { ...headers, 'X-Fal-Error-Type': 'client_cancelled' },
			json,
			taskId,
		};
	}
	const { result, errorType = '', pictures, flagged } = task.outcome;
	if (result !== undefined) {
		const { status, body } = result;
		const late = errorType === 'request_timeout' && { 'X-Fal-Request-Timeout-Type': 'user' };
		const all = { ...headers, 'X-Fal-Error-Type': errorType, ...late };
		return { status, headers: all, json: body, taskId };
	}
	const images = await Promise.all(pictures.map((_, i) => image(world, task, i)));
	const megapixels = pictures.map(({ width, height }) => Math.ceil((width * height) / 1_000_000));
	return {
		status: 200,
		headers: {
			...headers,
			'x-fal-billable-units': String(megapixels.reduce((sum, units) => sum + units, 0)),
		},
		json: {
			images,
			timings: { inference: (endOf(task) - task.startsAt) / 1000 },
			seed: task.seed,
			has_nsfw_concepts: flagged,
			prompt: task.prompt,
		},
		taskId,
	};
}

async function image(world: World, task: SandboxTask, index: number): Promise<object> {
	const spec = task.outcome.pictures[index];
	if (spec === undefined) return {};
	const type = mimeTypes[spec.format];
	const url =
		task.input['sync_mode'] === true
			? `data:${type};base64,${(await pictureOf(world, spec)).toString('base64')}`
			: outputUrl(world, task, index);
	return { url, width: spec.width, height: spec.height, content_type: type };
}
