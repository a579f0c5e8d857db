import { imageName, pictureWorkflow } from '../lib/build';
import { failureOf, rowsOf, runToEnd, type Row } from '../lib/executions';
import { comparePictures } from '../lib/pictures';
import { inScene, type Scene, type Stage } from '../lib/stage';
import { createWorkflow } from '../lib/workflows';

const rows = ['a harbour at night', 'a harbour at noon'].map((prompt) => ({ prompt }));

/** Where n8n keeps the pictures, and the beginning of their ids there. */
const modes = {
	filesystem: /^filesystem-v2:/,
	database: /^database:/,
	default: undefined,
} as const;

/** n8n's binary modes, each with the descriptors beside the row and inside it. */
export async function binaryGroup(stage: Stage): Promise<void> {
	for (const [mode, id] of Object.entries(modes)) {
		const settings = { N8N_DEFAULT_BINARY_DATA_MODE: mode };
		await inScene(stage, { settings }, async (scene) => {
			const shown = mode === 'default' ? 'memory' : mode;
			await stage.check(`${shown}: pictures byte for byte`, async () => {
				const made = await run(scene, 'separate');
				const ids = made.map(({ binary }) => binary?.['data']?.id);
				const fits = ids.every((one) =>
					id === undefined ? one === undefined : id.test(one ?? ''),
				);
				if (!fits) throw new Error(`They are stored as ${ids.join(', ')}`);
				return `${await comparePictures(scene.n8n.rest, made)} pictures`;
			});
			await stage.check(`${shown}, binaryMode combined: pictures byte for byte`, async () => {
				const made = await run(scene, 'combined');
				const compared = await comparePictures(scene.n8n.rest, made);
				if (compared !== rows.length) throw new Error(JSON.stringify(made).slice(0, 600));
				return `${compared} pictures`;
			});
		});
	}
}

async function run({ n8n, credentials }: Scene, binaryMode: string): Promise<Row[]> {
	const name = `Pictures, ${binaryMode}`;
	const workflow = pictureWorkflow({ name, rows, settings: { binaryMode } }, credentials);
	const ended = await runToEnd(n8n.rest, await createWorkflow(n8n.rest, workflow));
	if (ended.status !== 'success') throw new Error(`${ended.status}: ${failureOf(ended)}`);
	return rowsOf(ended.run, imageName);
}
