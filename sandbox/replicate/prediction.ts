import { replicateModels } from '../catalog/replicate';
import { endOf, progressOf, stateOf, type SandboxTask } from '../tasks';
import { outputUrl, type World } from '../world';

const statuses = {
	queued: 'starting',
	running: 'processing',
	succeeded: 'succeeded',
	failed: 'failed',
	canceled: 'canceled',
	aborted: 'aborted',
} as const;

const iso = (ms: number): string => new Date(ms).toISOString();
/** Started and completed carry nanoseconds (seed 003). */
const nanos = (ms: number): string => iso(ms).replace('Z', '470194Z');

/** A prediction as GET, POST and the list show it (seeds 000, 001, 003). */
export function prediction(world: World, task: SandboxTask, upstream: string): object {
	const now = world.clock.now();
	const state = stateOf(task, now);
	const end = endOf(task);
	const removed = now >= task.expiresAt;
	const over = now >= end;
	const started = now >= task.startsAt && task.startsAt < end;
	const seconds = (end - task.startsAt) / 1000;
	return {
		id: task.id,
		model: task.model,
		version: task.version,
		input: removed ? {} : sorted(task.input),
		logs: removed || !started ? '' : logs(world, task),
		output: state === 'succeeded' && !removed ? output(world, task) : null,
		data_removed: removed,
		error: state === 'failed' ? task.outcome.error : null,
		status: statuses[state],
		created_at: iso(task.createdAt),
		...(started && { started_at: nanos(task.startsAt) }),
		...(over && { completed_at: nanos(end) }),
		urls: {
			cancel: `${upstream}/predictions/${task.id}/cancel`,
			get: `${upstream}/predictions/${task.id}`,
			stream: `https://stream.replicate.com/v1/files/${task.token}`,
			web: `https://replicate.com/p/${task.id}`,
		},
		...(state === 'succeeded' && {
			metrics: {
				image_count: task.outcome.pictures.length,
				predict_time: seconds,
				total_time: (end - task.createdAt) / 1000,
			},
		}),
	};
}

function output(world: World, task: SandboxTask): readonly string[] | string | null {
	const urls = task.outcome.pictures.map((_, i) => outputUrl(world, task, i));
	return replicateModels[task.model]?.singleOutput === true ? (urls[0] ?? null) : urls;
}

function sorted(input: Readonly<Record<string, unknown>>): object {
	return Object.fromEntries(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The seed, and the progress bars of tqdm (seed 003). */
function logs(world: World, task: SandboxTask): string {
	const now = world.clock.now();
	const steps = Number(task.input['num_inference_steps'] ?? 28);
	const quick = task.input['go_fast'] === true ? 'running quantized prediction\n' : '';
	const done = Math.floor(progressOf(task, now) * steps);
	const bars = [0, ...[0.25, 0.5, 0.75, 1].map((part) => Math.ceil(part * steps))]
		.filter((step, i, all) => step <= done && all.indexOf(step) === i)
		.map((step) => bar(step, steps, (endOf(task) - task.startsAt) / 1000));
	const { pictures, asked } = task.outcome;
	const end =
		stateOf(task, now) === 'succeeded'
			? `Total safe images: ${pictures.length} out of ${asked}\n`
			: '';
	return `Using seed: ${task.seed}\n${quick}Using seed: ${task.seed}\n${bars.join('')}${end}`;
}

/** As tqdm prints it: what the steps took so far, and what the rest will take at that pace. */
function bar(step: number, steps: number, seconds: number): string {
	const part = step / steps;
	const percent = String(Math.round(part * 100)).padStart(3);
	const half = part * 10 - Math.floor(part * 10) >= 0.5 ? '▌' : '';
	const full = ('█'.repeat(Math.floor(part * 10)) + half).padEnd(10);
	const pace = Number.isFinite(seconds) ? steps / Math.max(seconds, 0.001) : 0.1;
	const rate = pace < 1 ? `${(1 / pace).toFixed(2)}s/it` : `${pace.toFixed(2)}it/s`;
	const [spent, left] = [step / pace, (steps - step) / pace].map(minutes);
	const times = step === 0 ? '00:00<?, ?it/s' : `${spent}<${left}, ${rate}`;
	return `${percent}%|${full}| ${step}/${steps} [${times}]\n`;
}

function minutes(seconds: number): string {
	const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
	return `${two(seconds / 60)}:${two(seconds % 60)}`;
}
