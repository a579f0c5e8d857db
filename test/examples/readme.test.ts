import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NodeHelpers, type IDataObject } from 'n8n-workflow';
import type * as Limits from '../../nodes/shared/limits';
import { startSandbox, type Sandbox } from '../../sandbox';
import { sandboxCredentials } from '../../sandbox/demo/credentials';
import { startEngine } from '../../sandbox/runner/engine';
import { nodeTypes } from '../../sandbox/runner/nodeTypes';
import { loadPackage } from '../../sandbox/runner/package';
import { jsonOf, runWorkflow, type WorkflowJson } from '../../sandbox/runner/run';
import { builtModule, closeConnections } from '../engine/harness';

const root = resolve(__dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = text('README.md');

const blocks = [...readme.matchAll(/```json\n([^]*?)```/g)].map(
	([, json]) => JSON.parse(json) as IDataObject,
);
const [first, goodRow, failedRow] = blocks;

/** As GitHub makes them from headings. */
const anchorsOf = (page: string) =>
	[...page.matchAll(/^#+ (.+)$/gm)].map(
		([, heading]) =>
			`#${heading
				.toLowerCase()
				.replace(/[^\w\- ]/g, '')
				.replace(/ /g, '-')}`,
	);

const pages = [
	'README.md',
	'CONTRIBUTING.md',
	'test/e2e/NOTES.md',
	...readdirSync(join(root, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => `docs/${name}`),
];

const links = pages.flatMap((page) =>
	[...new Set([...text(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link))]
		.filter((link) => !/^https?:/.test(link))
		.map((link) => [page, link] as const),
);

describe('a link', () => {
	it.each(links)('of %s leads somewhere: %s', (page, link) => {
		const [path, anchor] = link.split('#');
		const target = path === '' ? page : join(dirname(page), path);
		expect(existsSync(join(root, target))).toBe(true);
		if (anchor !== undefined) expect(anchorsOf(text(target))).toContain(`#${anchor}`);
	});
});

describe("the README's errors", () => {
	it('are all kinds that a row can have', () => {
		const kinds = /type ProblemKind =([^;]+);/.exec(text('nodes/shared/problem.ts'))?.[1] ?? '';
		const known = [...kinds.matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
		const [, table = ''] = /^## Errors[^]*?\n((?:\|.*\n)+)/m.exec(readme) ?? [];
		const cells = table.split('\n').flatMap((line) => line.split('|')[1] ?? '');
		const told = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, kind]) => kind));
		// n8n keeps no row of a stopped execution.
		const rows = known.filter((kind) => kind !== 'stopped');
		expect(told.filter((kind) => kind !== 'kind').sort()).toEqual(rows.sort());
	});
});

describe("the README's first workflow", () => {
	const limits = builtModule<typeof Limits>('nodes/shared/limits');
	const workflow = first as unknown as WorkflowJson;
	let sandbox: Sandbox;

	beforeAll(async () => {
		await startEngine();
		limits.scaleLimits(20, { lookUpMs: 10_000, baseCheckMs: 10_000, loraMs: 10_000 });
		sandbox = await startSandbox({ seconds: () => 0.05 });
	});

	afterAll(async () => {
		limits.scaleLimits();
		await closeConnections();
		await sandbox.close();
	});

	/** With the credential chosen, as its reader is told to. */
	async function rowOf(changes: IDataObject, settings = {}): Promise<IDataObject> {
		const credentials = { replicateImageApi: { id: null, name: 'Replicate account' } };
		const nodes = workflow.nodes.map((node) =>
			node.name === 'Replicate Image'
				? { ...node, ...settings, credentials, parameters: { ...node.parameters, ...changes } }
				: node,
		);
		const result = await runWorkflow({ ...workflow, nodes } as WorkflowJson, {
			credentials: sandboxCredentials(sandbox.sites, sandbox.cdn.host),
		});
		return jsonOf(result.outputs('Replicate Image')[0] ?? [])[0];
	}

	it('has parameters that the form shows', async () => {
		const types = nodeTypes(await loadPackage());
		const node = workflow.nodes.find(({ name }) => name === 'Replicate Image');
		if (node === undefined) throw new Error('The README lost its first workflow');
		const { description } = types.getByNameAndVersion(node.type, node.typeVersion);
		const { properties } = description;
		const shown = NodeHelpers.getNodeParameters(
			properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);
		expect(shown).toMatchObject(node.parameters);
		expect(NodeHelpers.getNodeParametersIssues(properties, node, description)).toBeNull();
	});

	/** The piece of the task's id in a file's name differs from run to run. */
	const named = (row: IDataObject): IDataObject => ({
		...row,
		fileName: String(row.fileName).replace(/-[a-z\d]{8}-/, '-'),
	});

	it('gives the row that is printed below it', async () => {
		const row = await rowOf({ num_outputs: 2 });
		expect(Object.keys(row)).toEqual(Object.keys(goodRow));
		const same = 'prompt fileName imageNumber imageCount width height mimeType flagged loras';
		for (const name of [...same.split(' '), 'provider', 'model', 'status', 'cost', 'note']) {
			expect([name, named(row)[name]]).toEqual([name, named(goodRow)[name]]);
		}
	});

	it('fails with the row that is printed further down', async () => {
		const failing = { onError: 'continueRegularOutput' };
		const row = await rowOf({ prompt: 'a castle [fail]' }, failing);
		const { details } = failedRow as { readonly details: IDataObject };
		expect(Object.keys(row)).toEqual(Object.keys(failedRow));
		expect(Object.keys(row.details as IDataObject)).toEqual(Object.keys(details));
		const { kind, charged, safeToRetry, provider, status } = details;
		expect(row.details).toMatchObject({ kind, charged, safeToRetry, provider, status });
	});
});
