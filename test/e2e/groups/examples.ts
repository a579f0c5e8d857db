import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { noCredit } from '../lib/home';
import { command } from '../lib/command';
import { failureOf, rowsOf, runToEnd, type RunData } from '../lib/executions';
import { freePort } from '../lib/n8n';
import { n8nScript } from '../lib/paths';
import { comparePictures } from '../lib/pictures';
import { inScene, type Scene, type Stage } from '../lib/stage';
import {
	createWorkflow,
	examples,
	withCredentials,
	type Workflow,
	type WorkflowData,
} from '../lib/workflows';

/** Every example, through the editor's API and through n8n's command line. */
export async function examplesGroup(stage: Stage): Promise<void> {
	await inScene(stage, {}, async (scene) => {
		const { n8n, sandbox, credentials } = scene;
		sandbox.faults.add(noCredit);
		for (const { name, workflow } of examples(n8n.filesFolder).filter(
			({ workflow }) => !parks(workflow),
		)) {
			const ready = withCredentials(workflow, credentials);
			const saved = await createWorkflow(n8n.rest, ready);
			await stage.check(`${name} runs from the editor`, async () => await fromEditor(scene, saved));
			await stage.check(`${name} runs by n8n execute`, async () => await fromShell(scene, saved));
		}
	});
}

/** What Wait parks is played by the group `long`. */
const parks = ({ nodes }: WorkflowData): boolean =>
	nodes.some(({ type }) => type === 'n8n-nodes-base.wait');

const imageNodes = ({ nodes }: Workflow): string[] =>
	nodes.filter(({ type }) => type.startsWith('n8n-nodes-flux-lora.')).map(({ name }) => name);

const picturesIn = (run: RunData, workflow: Workflow) =>
	imageNodes(workflow).flatMap((node) => rowsOf(run, node).filter(({ binary }) => binary));

async function fromEditor({ n8n, sandbox }: Scene, workflow: Workflow): Promise<string> {
	const before = sandbox.tasks().length;
	const ended = await runToEnd(n8n.rest, workflow);
	if (ended.status !== 'success') throw new Error(`${ended.status}: ${failureOf(ended)}`);
	const rows = picturesIn(ended.run, workflow);
	const compared = await comparePictures(n8n.rest, rows);
	if (compared === 0) throw new Error('No picture came out');
	const bought = sandbox.tasks().length - before;
	const written = filesWritten(ended.run);
	return `${compared} pictures, byte for byte what was served; ${bought} tasks bought${written}`;
}

/** What n8n's own node wrote to disk must be there. */
function filesWritten(run: RunData): string {
	const rows = rowsOf(run, 'Write to disk');
	const missing = rows.filter(({ json }) => !existsSync(String(json['fileName'])));
	if (missing.length > 0) throw new Error(`Not on disk: ${JSON.stringify(missing)}`);
	return rows.length === 0 ? '' : `; ${rows.length} files on disk`;
}

async function fromShell({ n8n }: Scene, workflow: Workflow): Promise<string> {
	const env = { ...n8n.environment, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
	const args = [n8nScript, 'execute', `--id=${workflow.id}`, '--rawOutput'];
	const printed = await command('node', args, { env, cwd: join(n8nScript, '..') });
	const { data } = JSON.parse(printed.slice(printed.indexOf('\n{'))) as { data: RunData };
	const rows = picturesIn(data, workflow);
	const compared = await comparePictures(n8n.rest, rows);
	if (compared === 0) throw new Error('No picture came out');
	return `${compared} pictures`;
}
