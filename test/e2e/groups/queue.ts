import { join } from 'node:path';
import { startBackends } from '../lib/backends';
import { imageName, pictureWorkflow } from '../lib/build';
import { failureOf, finished, rowsOf, runToEnd, startRun, type Row } from '../lib/executions';
import { comparePictures } from '../lib/pictures';
import { pause, until, type Running } from '../lib/processes';
import { inFolder, inScene, type Scene, type Stage } from '../lib/stage';
import { logOf, startWorker, took } from '../lib/worker';
import { createWorkflow, type Workflow } from '../lib/workflows';

interface Queue extends Scene {
	readonly stage: Stage;
	readonly workers: Running[];
}

/** A killed worker's job is noticed after this, instead of half a minute and more. */
const impatient = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

/** Main and two workers over Redis and PostgreSQL, as n8n is run for many executions. */
export async function queueGroup(stage: Stage): Promise<void> {
	await inFolder('backends', async (folder) => {
		const backends = await startBackends(folder);
		try {
			const settings = { ...backends.settings, ...impatient };
			await inScene(stage, { settings }, async (scene) => await withWorkers(stage, scene, folder));
		} finally {
			await backends.end();
		}
	});
}

async function withWorkers(stage: Stage, scene: Scene, folder: string): Promise<void> {
	const logs = join(stage.output, 'logs');
	const begin = async (name: string) => await startWorker(scene.n8n, logs, name);
	const workers = [await begin('worker-1'), await begin('worker-2')];
	const queue = { ...scene, stage, workers, folder };
	try {
		await hundred(queue);
		await stopped(queue);
		await retried(queue);
		await killed(queue);
	} finally {
		await Promise.all(workers.map(async (worker) => await worker.end()));
	}
}

async function make(
	queue: Queue,
	options: Parameters<typeof pictureWorkflow>[0],
): Promise<Workflow> {
	return await createWorkflow(queue.n8n.rest, pictureWorkflow(options, queue.credentials));
}

const numbered = (prompt: string, count: number) =>
	Array.from({ length: count }, (_, index) => ({ prompt: `${prompt} ${index + 1}` }));

async function hundred(queue: Queue): Promise<void> {
	const { n8n, sandbox, workers } = queue;
	await queue.stage.check('100 items over 10 executions at once', async () => {
		const workflow = await make(queue, {
			name: 'A hundred',
			rows: numbered('picture', 10),
			parameters: { prompt: '={{ $json.prompt }} of execution {{ $execution.id }}' },
		});
		const ids = await Promise.all(Array.from({ length: 10 }, () => startRun(n8n.rest, workflow)));
		const rows: Row[] = [];
		for (const id of ids) {
			const ended = await finished(n8n.rest, id, 180);
			if (ended.status !== 'success') throw new Error(`${id}: ${ended.status} ${failureOf(ended)}`);
			rows.push(...rowsOf(ended.run, imageName));
		}
		const compared = await comparePictures(n8n.rest, rows);
		const prompts = sandbox.tasks().map(({ prompt }) => prompt);
		if (compared !== 100) throw new Error(`${compared} pictures`);
		if (prompts.length !== 100) throw new Error(`${prompts.length} tasks were bought`);
		if (new Set(prompts).size !== 100) throw new Error('A picture was bought twice');
		const shares = workers.map((worker) => ids.filter((id) => took(worker, id)).length);
		if (shares.includes(0)) throw new Error(`The workers took ${shares.join(' and ')}`);
		return `100 pictures byte for byte, 100 tasks; the workers took ${shares.join(' and ')}`;
	});
}

async function stopped(queue: Queue): Promise<void> {
	const { n8n, sandbox } = queue;
	await queue.stage.check('a stop reaches the worker and cancels at the provider', async () => {
		const rows = numbered('stopped [slow]', 3);
		const workflow = await make(queue, { name: 'Stopped', rows });
		const id = await startRun(n8n.rest, workflow);
		const mine = () => sandbox.tasks().filter(({ prompt }) => prompt.startsWith('stopped'));
		await until('The tasks are there', () => mine().length === 3);
		const began = Date.now();
		await n8n.rest.post(`/executions/${id}/stop`);
		const cancelled = () => mine().filter(({ canceledAt }) => canceledAt !== undefined).length;
		await until('The tasks are cancelled', () => cancelled() === 3, { seconds: 15 });
		const ms = Date.now() - began;
		const { status } = await finished(n8n.rest, id);
		if (status !== 'canceled') throw new Error(`The execution is ${status}`);
		return `3 tasks cancelled ${ms} ms after the stop; the execution is ${status}`;
	});
}

async function retried(queue: Queue): Promise<void> {
	const { n8n, sandbox } = queue;
	await queue.stage.check('the Retry button buys only what is missing', async () => {
		sandbox.faults.add({
			...{ site: 'replicate', step: 'submit', prompt: 'retried 3' },
			fault: { kind: 'status', status: 402 },
		});
		const workflow = await make(queue, { name: 'Retried', rows: numbered('retried', 4) });
		const first = await runToEnd(n8n.rest, workflow);
		if (first.status !== 'error') throw new Error(`The first try is ${first.status}`);
		const before = bought(queue, 'retried');
		const retry = await n8n.rest.post<{ id?: string; executionId?: string }>(
			`/executions/${first.id}/retry`,
			{ loadWorkflow: false },
		);
		const second = await finished(n8n.rest, String(retry.id ?? retry.executionId));
		if (second.status !== 'success') throw new Error(`${second.status}: ${failureOf(second)}`);
		const rows = rowsOf(second.run, imageName);
		const after = bought(queue, 'retried');
		const compared = await comparePictures(n8n.rest, rows);
		if (compared !== 4 || after !== 4) throw new Error(`${compared} pictures, ${after} bought`);
		return `${before} bought by the first try, ${after - before} by the retry, 4 pictures`;
	});
}

const bought = ({ sandbox }: Queue, prompt: string): number =>
	sandbox.tasks().filter((task) => task.prompt.startsWith(prompt)).length;

async function killed(queue: Queue): Promise<void> {
	const { n8n, sandbox, stage, workers } = queue;
	let ids: string[] = [];
	await stage.check('kill -9 of a worker: n8n says so, every paid id is in the log', async () => {
		const workflow = await make(queue, { name: 'Killed', rows: numbered('killed [slow]', 3) });
		const id = await startRun(n8n.rest, workflow);
		await until('The tasks are there', () => bought(queue, 'killed') === 3);
		const worker = workers.find((one) => took(one, id));
		if (worker === undefined) throw new Error('No worker took the execution');
		// In the middle: the answers with the ids have arrived, the pictures are far away.
		await pause(1000);
		await worker.kill();
		const tasks = sandbox.tasks().filter(({ prompt }) => prompt.startsWith('killed'));
		ids = tasks.map((task) => task.id);
		const silent = ids.filter((one) => !logOf(worker).includes(one));
		if (silent.length > 0) throw new Error(`Not in the log: ${silent.join(', ')}`);
		const { status } = await finished(n8n.rest, id, 120);
		if (!['crashed', 'error'].includes(status)) throw new Error(`The execution is ${status}`);
		if (bought(queue, 'killed') !== 3) throw new Error('It was bought again');
		return `the execution is ${status}; ${ids.length} ids in the worker's log, none bought twice`;
	});
	await stage.check('Get fetches what the killed worker had bought', async () => {
		const rows = ids.map((taskId) => ({ taskId }));
		const parameters = { operation: 'get', taskId: '={{ $json.taskId }}', waitForTask: true };
		const ended = await runToEnd(
			n8n.rest,
			await make(queue, { name: 'Fetched', rows, parameters }),
		);
		if (ended.status !== 'success') throw new Error(`${ended.status}: ${failureOf(ended)}`);
		const compared = await comparePictures(n8n.rest, rowsOf(ended.run, imageName));
		if (compared !== 3 || compared !== ids.length) throw new Error(`${compared} pictures`);
		return `${compared} pictures byte for byte`;
	});
}
