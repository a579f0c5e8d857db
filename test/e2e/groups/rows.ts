import { imageName, pictureWorkflow } from '../lib/build';
import {
	execution,
	failureOf,
	rowsOf,
	runToEnd,
	type Execution,
	type Row,
} from '../lib/executions';
import { comparePictures } from '../lib/pictures';
import { until } from '../lib/processes';
import { inScene, type Scene, type Stage } from '../lib/stage';
import { createWorkflow, withCredentials, type WorkflowNode } from '../lib/workflows';

type Json = Readonly<Record<string, unknown>>;

/** Rows as a sheet, a form, a table of attachments and an agency's customers bring them. */
export async function rowsGroup(stage: Stage): Promise<void> {
	await inScene(stage, {}, async (scene) => {
		await stage.check('a sheet of ten rows, blank in every optional column', async () => {
			return await sheet(scene);
		});
		await stage.check('an attachment list as Airtable gives it', async () => await table(scene));
		await stage.check('a form with a label of two words', async () => await form(scene));
		await stage.check('three items with three keys, counted by key', async () => {
			return await customers(scene);
		});
	});
}

async function run(
	{ n8n, credentials }: Scene,
	rows: readonly Json[],
	parameters: Json,
	more = {},
) {
	const name = 'Rows as people have them';
	const workflow = pictureWorkflow({ name, rows, parameters, ...more }, credentials);
	return await runToEnd(n8n.rest, await createWorkflow(n8n.rest, workflow));
}

function made(ended: Execution): Row[] {
	if (ended.status !== 'success') throw new Error(`${ended.status}: ${failureOf(ended)}`);
	return rowsOf(ended.run, imageName);
}

/** Each optional column as an expression of the sheet; every cell of the odd rows is blank. */
async function sheet(scene: Scene): Promise<string> {
	const columns = {
		aspect_ratio: '16:9',
		seed: '7',
		output_format: 'PNG',
		output_quality: '90',
		num_outputs: '1',
	};
	const blank = Object.fromEntries(Object.keys(columns).map((name) => [name, '']));
	const rows = Array.from({ length: 10 }, (_, row) => ({
		prompt: `a sheet's row ${row}`,
		...(row % 2 === 0 ? columns : blank),
		photo: '',
	}));
	const of = (name: string) => `={{ $json.${name} }}`;
	const parameters = {
		model: 'black-forest-labs/flux-dev',
		aspect_ratio: of('aspect_ratio'),
		num_outputs: of('num_outputs'),
		options: {
			image: of('photo'),
			seed: of('seed'),
			output_format: of('output_format'),
			output_quality: of('output_quality'),
		},
	};
	const pictures = made(await run(scene, rows, parameters));
	const compared = await comparePictures(scene.n8n.rest, pictures);
	if (compared !== 10) throw new Error(`${compared} of 10 pictures came`);
	const sent = scene.sandbox.tasks().slice(-10);
	for (const { prompt, input } of sent) {
		const filled = Number(prompt.at(-1)) % 2 === 0;
		const fits = filled
			? input.output_format === 'png' && input.seed === 7 && input.aspect_ratio === '16:9'
			: !('output_format' in input) && !('output_quality' in input) && !('image' in input);
		if (!fits) throw new Error(`${prompt}: ${JSON.stringify(input)}`);
	}
	return `10 pictures; a blank row says: ${String(pictures[1]?.json['note'])}`;
}

async function table(scene: Scene): Promise<string> {
	const url = `${scene.sandbox.cdn.origin}/start.png`;
	const outside = 'https://example.com/start.png';
	const photo = [{ id: 'att1', url: outside, filename: 'start.png', type: 'image/png' }];
	const parameters = {
		model: 'black-forest-labs/flux-dev',
		options: { image: '={{ $json.photo }}' },
	};
	const pictures = made(await run(scene, [{ prompt: 'a table', photo }], parameters));
	const sent = scene.sandbox.tasks().at(-1)?.input.image;
	if (pictures.length !== 1 || sent !== outside) throw new Error(`It sent ${String(sent)}`);
	const near = [{ prompt: 'a private address', photo: [{ url }] }];
	const refused = await run(scene, near, parameters);
	const said = failureOf(refused);
	if (!said.includes('the provider cannot open it')) throw new Error(said);
	return `sent ${String(sent)}; a private one: ${said.slice(0, 120)}`;
}

const formNode: WorkflowNode = {
	...{ name: 'Start', type: 'n8n-nodes-base.formTrigger', typeVersion: 2.2, position: [0, 0] },
	webhookId: 'e2e-photo-form',
	parameters: {
		formTitle: 'Your picture',
		formFields: {
			values: [
				{ fieldLabel: 'Your wish', requiredField: true },
				{ fieldLabel: 'Your photo', fieldType: 'file', multipleFiles: false },
			],
		},
		options: { path: 'e2e-photo-form' },
	},
};

/** The form is sent; a node that drops files writes the prompt; the photo is the form's own. */
async function form({ n8n, credentials, sandbox }: Scene): Promise<string> {
	const parameters = {
		model: 'black-forest-labs/flux-dev',
		prompt: '={{ $json.wish }}',
		options: { image: "={{ $('Start').item.binary['Your_photo'] ?? 'Your photo' }}" },
	};
	const workflow = pictureWorkflow(
		{ name: 'A form', rows: [], parameters, trigger: formNode },
		credentials,
	);
	const writer: WorkflowNode = {
		...{ name: 'Rows', type: 'n8n-nodes-base.set', typeVersion: 3.4, position: [200, 0] },
		parameters: {
			mode: 'raw',
			jsonOutput: '={{ { wish: "a painting of " + $json["Your wish"] } }}',
			options: { stripBinary: true },
		},
	};
	const nodes = workflow.nodes.map((node) => (node.name === 'Rows' ? writer : node));
	const { id, versionId } = await createWorkflow(n8n.rest, { ...workflow, nodes });
	await n8n.rest.post(`/workflows/${id}/activate`, { versionId });
	const photo = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP4z8DAAMIM/////w8AI/EE/T8hHvQAAAAASUVORK5CYII=',
		'base64',
	);
	const body = new FormData();
	body.set('field-0', 'a fox');
	body.set('field-1', new Blob([photo], { type: 'image/png' }), 'me.png');
	const address = `${n8n.rest.origin}/form/e2e-photo-form`;
	await until('The form is there', async () => (await fetch(address)).ok, { seconds: 20 });
	const answer = await fetch(address, { method: 'POST', body });
	if (!answer.ok) throw new Error(`The form answers ${answer.status}`);
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	let last: string | undefined;
	await until(
		'The form is worked off',
		async () => {
			const { results } = await n8n.rest.get<{ results: Array<{ id: string; status: string }> }>(
				`/executions?filter=${filter}`,
			);
			last = results.find(({ status }) => !['new', 'running'].includes(status))?.id;
			return last !== undefined;
		},
		{ seconds: 60 },
	);
	await n8n.rest.post(`/workflows/${id}/deactivate`);
	const [row] = made(await execution(n8n.rest, String(last)));
	const { prompt, input } = sandbox.tasks().at(-1) ?? {};
	if (input?.image !== `data:image/png;base64,${photo.toString('base64')}`) {
		throw new Error(`It sent ${JSON.stringify(input).slice(0, 300)}`);
	}
	return `${String(prompt)}: ${String(row?.json['fileName'])}`;
}

/** One credential, each customer's own key and address by expression. */
async function customers(scene: Scene): Promise<string> {
	const { n8n, sandbox, credentials } = scene;
	const { replicate, gateway } = sandbox.sites;
	const own = await n8n.rest.post<{ id: string; name: string; type: string }>('/credentials', {
		name: 'Each customer',
		type: 'replicateImageApi',
		data: {
			apiKey: '={{ $json.key }}',
			useGateway: true,
			baseUrl: '={{ $json.address }}',
			apiType: 'automatic',
			allowedDownloadHosts: sandbox.cdn.host,
		},
	});
	const rows = [
		{ prompt: 'customer one', key: replicate.key, address: replicate.baseUrl },
		{ prompt: 'customer two', key: gateway.key, address: gateway.baseUrl },
		{ prompt: 'customer three', key: 'a-key-nobody-sold', address: gateway.baseUrl },
	];
	sandbox.reset();
	const workflow = pictureWorkflow(
		{ name: 'Customers', rows, node: { onError: 'continueRegularOutput' } },
		credentials,
	);
	const nodes = workflow.nodes.map((node) =>
		node.name === imageName
			? { ...node, credentials: { replicateImageApi: { id: null, name: own.name } } }
			: node,
	);
	const ready = withCredentials({ ...workflow, nodes }, [...credentials, own]);
	const ended = await runToEnd(n8n.rest, await createWorkflow(n8n.rest, ready));
	const kinds = made(ended).map(({ json }) => {
		const { kind } = (json['details'] ?? {}) as { kind?: string };
		return kind ?? String(json['status']);
	});
	if (kinds.join() !== 'succeeded,succeeded,badKey') throw new Error(kinds.join());
	const { keysAt } = sandbox.counters;
	for (const { key, baseUrl } of [replicate, gateway]) {
		const seen = [...(keysAt[new URL(baseUrl).host] ?? [])];
		if (seen.join() !== key) throw new Error(`${baseUrl} saw ${seen.length} keys`);
	}
	const bought = rows.map(({ prompt }) => sandbox.counters.accepted(prompt));
	if (bought.join() !== '1,1,0') throw new Error(`bought ${bought.join()}`);
	return 'each host saw its own key alone; the third is told that its key is wrong';
}
