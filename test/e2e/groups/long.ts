import { execution, rowsOf, type Execution } from '../lib/executions';
import { comparePictures } from '../lib/pictures';
import { until } from '../lib/processes';
import { inScene, type Scene, type Stage } from '../lib/stage';
import { createWorkflow, examples, withCredentials, type WorkflowData } from '../lib/workflows';

/** Long tasks in production mode: submitted, parked by n8n's Wait, called back, fetched. */
export async function longGroup(stage: Stage): Promise<void> {
	for (const items of [1, 20]) {
		await inScene(stage, { sandbox: { seconds: () => 4 } }, async (scene) => {
			await stage.check(
				`long-task with ${items} ${items === 1 ? 'item' : 'items'}: parked, woken, fetched`,
				async () => await play(scene, items),
			);
		});
	}
}

const every = { rule: { interval: [{ field: 'seconds', secondsInterval: 5 }] } };

/** The example with so many prompts, on a schedule of seconds. */
function prepared(workflow: WorkflowData, items: number): WorkflowData {
	const prompts = Array.from({ length: items }, (_, item) => `a lighthouse, picture ${item}`);
	const parameters: Record<string, object> = {
		'n8n-nodes-base.scheduleTrigger': every,
		'n8n-nodes-base.set': { mode: 'raw', jsonOutput: JSON.stringify({ prompts }), options: {} },
	};
	const nodes = workflow.nodes.map((node) =>
		parameters[node.type] === undefined
			? node
			: { ...node, parameters: { ...parameters[node.type] } },
	);
	return { ...workflow, nodes };
}

async function play({ n8n, sandbox, credentials }: Scene, items: number): Promise<string> {
	const { rest, filesFolder } = n8n;
	const found = examples(filesFolder).find(({ name }) => name === 'long-task');
	if (found === undefined) throw new Error('The example is missing');
	const ready = withCredentials(prepared(found.workflow, items), credentials);
	const { id, versionId } = await createWorkflow(rest, ready);
	const inState = async (status: string): Promise<string[]> => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id, status: [status] }));
		const { results } = await rest.get<{ results: Array<{ id: string }> }>(
			`/executions?filter=${filter}`,
		);
		return results.map((one) => one.id);
	};
	await rest.post(`/workflows/${id}/activate`, { versionId });
	await until('A run is parked', async () => (await inState('waiting')).length > 0, {
		seconds: 60,
	});
	const [parked] = await inState('waiting');
	await rest.post(`/workflows/${id}/deactivate`);
	await until('It ends', async () => (await inState('success')).includes(String(parked)), {
		seconds: 60,
	});
	const { run }: Execution = await execution(rest, String(parked));
	const rows = rowsOf(run, 'Get a Task');
	const compared = await comparePictures(rest, rows);
	if (compared !== items) throw new Error(`${compared} of ${items} pictures came`);
	const ids = new Set(rows.map(({ json }) => json['taskId']));
	const bought = sandbox.tasks().filter((task) => ids.has(task.id));
	if (bought.length !== items) throw new Error(`${bought.length} tasks for ${items} rows`);
	if (new Set(bought.map(({ prompt }) => prompt)).size !== items) {
		throw new Error('A prompt was bought twice');
	}
	const rang = sandbox.callbacks.made.filter(({ status }) => status === 200).length;
	if (rang === 0) throw new Error('No webhook woke it');
	return `${compared} pictures, ${rang} of ${sandbox.callbacks.made.length} calls taken`;
}
