import { pictureOf } from '../pictures';
import { endOf, stateOf, type SandboxTask } from '../tasks';
import { outputUrl, type World } from '../world';

/** Which answer a prediction stands in. */
export type Place = 'created' | 'result' | 'list';

const statuses = {
	queued: 'created',
	running: 'processing',
	succeeded: 'completed',
	failed: 'failed',
	canceled: 'cancelled',
	aborted: 'cancelled',
} as const;

function tellsInput({ waveSpeedInput }: World, place: Place): boolean {
	return waveSpeedInput === 'everywhere' || (waveSpeedInput === 'result' && place === 'result');
}

/** `data` of every answer (seed 002). */
export async function prediction(world: World, task: SandboxTask, place: Place): Promise<object> {
	const state = stateOf(task, world.clock.now());
	const { pictures, flagged, error = '', code } = task.outcome;
	const done = state === 'succeeded';
	const inference = Math.round(endOf(task) - task.startsAt);
	return {
		id: task.id,
		model: task.model,
		...(tellsInput(world, place) && { input: task.input }),
		outputs: done ? await Promise.all(pictures.map((_, i) => output(world, task, i))) : [],
		urls: { get: `${world.origins.waveSpeed}/api/v3/predictions/${task.id}/result` },
		has_nsfw_contents: done ? flagged : [],
		status: statuses[state],
		created_at: new Date(task.createdAt).toISOString(),
		error: state === 'failed' ? error : '',
		...(state === 'failed' && { code }),
		executionTime: done ? inference : 0,
		timings: { inference: done ? inference : 0 },
	};
}

/** Base64 comes without a `data:` prefix (providers.md 3.2). */
async function output(world: World, task: SandboxTask, index: number): Promise<string> {
	const spec = task.outcome.pictures[index];
	if (spec === undefined || task.input['enable_base64_output'] !== true) {
		return outputUrl(world, task, index);
	}
	return (await pictureOf(world, spec)).toString('base64');
}
