import { readdirSync } from 'node:fs';
import { execution, rowsOf } from '../lib/executions';
import { until } from '../lib/processes';
import { inScene, type Scene, type Stage } from '../lib/stage';
import { createWorkflow, examples, withCredentials, type WorkflowData } from '../lib/workflows';

const every = { rule: { interval: [{ field: 'seconds', secondsInterval: 10 }] } };

/** The scheduled pipeline, published, with a schedule of seconds instead of Mondays. */
export async function scheduleGroup(stage: Stage): Promise<void> {
	await inScene(stage, {}, async (scene) => {
		await stage.check(
			'runs three times unattended, and files appear',
			async () => await watch(scene),
		);
	});
}

function hurried(workflow: WorkflowData): WorkflowData {
	const nodes = workflow.nodes.map((node) =>
		node.type === 'n8n-nodes-base.scheduleTrigger' ? { ...node, parameters: every } : node,
	);
	return { ...workflow, nodes };
}

async function watch({ n8n, credentials }: Scene): Promise<string> {
	const { rest, filesFolder } = n8n;
	const found = examples(filesFolder).find(({ name }) => name === 'scheduled-content-pipeline');
	if (found === undefined) throw new Error('The example is missing');
	const ready = withCredentials(hurried(found.workflow), credentials);
	const { id, versionId } = await createWorkflow(rest, ready);
	await rest.post(`/workflows/${id}/activate`, { versionId });
	const done = async () => {
		const { results } = await rest.get<{ results: Array<{ id: string; status: string }> }>(
			`/executions?filter=${encodeURIComponent(JSON.stringify({ workflowId: id, status: ['success'] }))}`,
		);
		return results;
	};
	await until('Three runs end well', async () => (await done()).length >= 3, { seconds: 90 });
	await rest.post(`/workflows/${id}/deactivate`);
	const runs = await Promise.all((await done()).map(async (one) => await execution(rest, one.id)));
	const written = runs.flatMap(({ run }) => rowsOf(run, 'Write to disk'));
	const needing = runs.flatMap(({ run }) => rowsOf(run, 'Needs a person'));
	const files = readdirSync(filesFolder);
	if (written.length !== runs.length * 4) throw new Error(`${written.length} pictures written`);
	if (files.length === 0) throw new Error('No file is on disk');
	return `${runs.length} runs, ${written.length} pictures written as ${files.join(', ')}; ${needing.length} rows for a person`;
}
