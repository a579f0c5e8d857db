import { imageName, pictureWorkflow } from '../lib/build';
import { failureOf, rowsOf, runToEnd, type Execution } from '../lib/executions';
import { comparePictures } from '../lib/pictures';
import { inScene, type Scene, type Stage } from '../lib/stage';
import { createWorkflow } from '../lib/workflows';

const on = { N8N_SSRF_PROTECTION_ENABLED: 'true' } as const;
const rows = [{ prompt: 'a walled garden' }];

/** n8n's egress protection: what it refuses is refused, and the message names its settings. */
export async function egressGroup(stage: Stage): Promise<void> {
	await inScene(stage, { settings: on }, async (scene) => {
		await stage.check('refused without an allow list, naming the setting', async () => {
			const ended = await run(scene);
			const said = failureOf(ended);
			if (ended.status !== 'error') throw new Error(`It ended with ${ended.status}`);
			if (!said.includes('N8N_SSRF_')) throw new Error(`It says: ${said}`);
			const asked = scene.sandbox.counters.requests.length;
			if (asked > 0) throw new Error(`${asked} requests went out`);
			return said;
		});
	});
	const settings = { ...on, N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.0/8' };
	await inScene(stage, { settings }, async (scene) => {
		await stage.check('runs with the sandbox in the allow list', async () => {
			const ended = await run(scene);
			if (ended.status !== 'success') throw new Error(failureOf(ended));
			const made = rowsOf(ended.run, imageName);
			return `${await comparePictures(scene.n8n.rest, made)} pictures`;
		});
	});
}

async function run({ n8n, credentials }: Scene): Promise<Execution> {
	const workflow = pictureWorkflow({ name: 'Egress', rows }, credentials);
	return await runToEnd(n8n.rest, await createWorkflow(n8n.rest, workflow));
}
