import { importsOf, sources, type Import } from './imports';

const isPackage = (to: string) => !to.startsWith('nodes/') && !to.startsWith('node:');

/** Each folder of nodes/shared, and the folders it may know; all know the vocabulary beside them. */
const layers: Readonly<Record<string, readonly string[]>> = {
	wire: [],
	net: [],
	pace: [],
	words: ['pace'],
	input: ['wire'],
	client: ['wire', 'net', 'input', 'pace', 'words'],
	lora: ['wire', 'net', 'input', 'client'],
	live: ['wire', 'input', 'lora'],
	money: ['pace', 'words', 'client'],
	form: ['live'],
	n8n: ['wire', 'net', 'input', 'pace', 'words', 'client', 'lora', 'live', 'money'],
};
const layerOf = (path: string) => /^nodes\/shared\/([^/]+)\//.exec(path)?.[1];
const knowsN8n = (path: string) =>
	/^nodes\/shared\/(?:n8n|form)\/|^nodes\/shared\/live\/(?:form|mapper)\.ts$/.test(path);
const undici = [
	'Agent',
	'EnvHttpProxyAgent',
	'FormData',
	'buildConnector',
	'request',
	'Dispatcher',
];
const forAdapters =
	/^nodes\/shared\/(?:adapter|modelCatalog|task|problem|vendor|wire\/\w+|live\/unknown)$/;

const folder = (path: string) => path.slice(0, path.lastIndexOf('/'));
const isShell = (path: string) => path.endsWith('.node.ts');
const isModel = (path: string) => /^nodes\/[^/]+\/models\//.test(path);
const isAdapter = (path: string) =>
	/^nodes\/(?!shared\/)[^/]+\/[^/]+\.ts$/.test(path) && !isShell(path);

interface Direction {
	readonly says: string;
	readonly files: readonly string[];
	/** Whether this import breaks it. */
	readonly breaks: (found: Import) => boolean;
}

const nodes = sources('nodes');
const credentials = sources('credentials');
const sandbox = sources('sandbox');

const directions: readonly Direction[] = [
	{
		says: 'the vocabulary of tasks and models imports nothing',
		files: ['nodes/shared/task.ts', 'nodes/shared/model.ts'],
		breaks: () => true,
	},
	{
		says: 'a model knows model.ts and the models of its own provider',
		files: nodes.filter(isModel),
		breaks: ({ from, to }) =>
			to !== 'nodes/shared/model' && !to.startsWith(from.replace(/models\/.*/, 'models/')),
	},
	{
		says: 'an adapter knows the vocabulary, helpers of the wire, and its own folder',
		files: nodes.filter(isAdapter),
		breaks: ({ from, to }) => !forAdapters.test(to) && folder(to) !== folder(from),
	},
	{
		says: 'an adapter takes zod alone out of the bundle',
		files: nodes.filter(isAdapter),
		breaks: ({ to, names }) => to === 'nodes/shared/vendor' && names?.join() !== 'z',
	},
	{
		says: 'only what opens connections holds a name of undici',
		files: nodes.filter((path) => layerOf(path) !== 'net' && path !== 'nodes/shared/vendor.ts'),
		breaks: ({ to, names }) =>
			to === 'nodes/shared/vendor' &&
			(names === undefined || names.some((name) => undici.includes(name))),
	},
	{
		says: 'packages come through vendor.ts, n8n through its own folder, the form and the shells',
		files: nodes.filter((path) => path !== 'nodes/shared/vendor.ts'),
		breaks: ({ from, to }) =>
			isPackage(to) && !(to === 'n8n-workflow' && (isShell(from) || knowsN8n(from))),
	},
	{
		says: 'vendor.ts gathers packages and nothing of ours',
		files: ['nodes/shared/vendor.ts'],
		breaks: ({ to }) => !isPackage(to),
	},
	...Object.entries(layers).map(([layer, knows]) => ({
		says: `nodes/shared/${layer} knows the vocabulary and ${knows.join(', ') || 'nothing else'}`,
		files: nodes.filter((path) => layerOf(path) === layer),
		breaks: ({ to }: Import) => {
			const other = layerOf(to);
			return other !== undefined && other !== layer && !knows.includes(other);
		},
	})),
	{
		says: 'the vocabulary knows no layer',
		files: nodes.filter((path) => /^nodes\/shared\/[^/]+$/.test(path)),
		breaks: ({ to }) => layerOf(to) !== undefined,
	},
	{
		says: 'shared knows no provider',
		files: nodes.filter((path) => path.startsWith('nodes/shared/')),
		breaks: ({ to }) => to.startsWith('nodes/') && !to.startsWith('nodes/shared/'),
	},
	{
		says: 'a shell knows its own provider, shared and n8n',
		files: nodes.filter(isShell),
		breaks: ({ from, to }) =>
			to !== 'n8n-workflow' &&
			!to.startsWith('nodes/shared/') &&
			!to.startsWith(`${folder(from)}/`),
	},
	{
		says: 'a credential is a literal',
		files: credentials,
		breaks: ({ to }) => to !== 'n8n-workflow',
	},
	{
		says: 'the sandbox shares nothing with what it tests',
		files: sandbox,
		breaks: ({ to }) => /^(?:nodes|credentials|dist)\//.test(to),
	},
	{
		says: 'nothing imports tests, and only tests import the sandbox',
		files: [...nodes, ...credentials, ...sandbox],
		breaks: ({ from, to }) =>
			to.startsWith('test/') || (to.startsWith('sandbox/') && !from.startsWith('sandbox/')),
	},
];

test.each(directions)('$says', ({ files, breaks }) => {
	expect(files.length).toBeGreaterThan(0);
	const broken = files
		.flatMap(importsOf)
		.filter(breaks)
		.map(({ from, to }) => `${from} -> ${to}`);
	expect(broken).toEqual([]);
});

test('no module computes what it imports', () => {
	const computed = [...nodes, ...credentials]
		.flatMap(importsOf)
		.filter(({ to }) => to === 'computed');
	expect(computed).toEqual([]);
});
