import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { output, packed, root, type Tarball } from './tarball';

interface Loaded {
	readonly nodes: readonly INodeTypeDescription[];
	readonly credentials: readonly ICredentialType[];
}

interface Scan {
	readonly cloudOnly: readonly string[];
	readonly files: number;
	readonly findings: readonly string[];
}

interface Manifest {
	readonly version: string;
	readonly peerDependencies: unknown;
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

// Processes of their own, each loading ESLint or n8n-core: minutes on a machine that does other things.
jest.setTimeout(300_000);

let tarball: Tarball;
let loaded: Loaded;
const text = (path: string) => readFileSync(join(tarball.folder, path), 'utf8');
const manifest = () => JSON.parse(text('package.json')) as Manifest;
const scripts = () => tarball.files.filter((path) => path.endsWith('.js'));

beforeAll(async () => {
	tarball = await packed();
});

afterAll(async () => {
	await tarball?.remove();
});

describe('the tarball', () => {
	test('holds dist, package.json, README, LICENSE, notices and nothing else', () => {
		const outside = tarball.files.filter((path) => !path.startsWith('dist/'));
		expect(outside).toEqual(['LICENSE', 'NOTICES.md', 'README.md', 'package.json']);
	});

	test('holds in dist compiled code, codex files and icons alone', () => {
		const kinds = /^dist\/(?:(?:nodes|credentials)\/.+\.js|nodes\/.+\.node\.json|icons\/.+\.svg)$/;
		const strange = tarball.files.filter((path) => path.startsWith('dist/') && !kinds.test(path));
		expect(strange).toEqual([]);
	});

	test('depends on nothing, and lets n8n bring n8n-workflow', () => {
		expect(manifest()).not.toHaveProperty('dependencies');
		expect(manifest()).not.toHaveProperty('optionalDependencies');
		expect(manifest()).not.toHaveProperty('bundledDependencies');
		expect(manifest()).not.toHaveProperty('overrides');
		expect(manifest().peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('requires files of its own, Node and n8n-workflow alone', () => {
		const known = new Set([...builtinModules, 'n8n-workflow']);
		const foreign = scripts().flatMap((path) =>
			[...text(path).matchAll(/\brequire\((["'])([^"']+)\1\)/g)]
				.map(([, , name = '']) => name)
				.filter((name) => !/^(?:\.|node:)/.test(name) && !known.has(name))
				.map((name) => `${path}: ${name}`),
		);
		expect(foreign).toEqual([]);
	});

	test('names no path of the machine that built it', () => {
		const machine = [root, homedir()].filter((path) => path.length > 1);
		const told = tarball.files.filter((path) =>
			machine.some((place) => text(path).includes(join(place, '/'))),
		);
		expect(told).toEqual([]);
	});

	test('has no word on source maps, which it does not hold', () => {
		expect(scripts().filter((path) => text(path).includes('//# sourceMappingURL'))).toEqual([]);
	});
});

const PROVIDERS = [
	{
		node: 'replicateImage',
		displayName: 'Replicate Image',
		credential: 'replicateImageApi',
		icon: 'replicate',
		alias: ['flux lora'],
	},
	{
		node: 'falImage',
		displayName: 'fal.ai Image',
		credential: 'falImageApi',
		icon: 'fal',
		alias: ['flux lora', 'fal.ai'],
	},
	{
		node: 'waveSpeedImage',
		displayName: 'WaveSpeed Image',
		credential: 'waveSpeedImageApi',
		icon: 'wavespeed',
		alias: ['flux lora', 'wavespeedai'],
	},
];

// Design section 1: what people type into n8n's node search.
const SEARCHES = [
	...['image', 'flux', 'flux lora', 'lora', 'text to image', 'ai image', 'stable diffusion'],
	'character',
];

const icons = (name: string) => ({
	light: `icons/n8n-nodes-flux-lora/dist/icons/${name}.svg`,
	dark: `icons/n8n-nodes-flux-lora/dist/icons/${name}.dark.svg`,
});

describe("n8n's own loader, given the unpacked tarball", () => {
	beforeAll(async () => {
		loaded = (await output('load.cjs', tarball.folder)) as Loaded;
	});

	test('finds these nodes and credentials and no others', () => {
		expect(loaded.nodes.map(({ name }) => name)).toEqual(PROVIDERS.map(({ node }) => node));
		expect(loaded.credentials.map(({ name }) => name)).toEqual(
			PROVIDERS.map(({ credential }) => credential),
		);
	});

	test.each(PROVIDERS)('$displayName has its icon, codex, credential and test', (provider) => {
		const node = loaded.nodes.find(({ name }) => name === provider.node);
		expect(node).toMatchObject({ displayName: provider.displayName, usableAsTool: true });
		expect(node?.iconUrl).toEqual(icons(provider.icon));
		expect(node?.codex?.alias).toEqual(expect.arrayContaining([...SEARCHES, ...provider.alias]));
		expect(node?.codex?.resources?.primaryDocumentation).toHaveLength(1);
		expect(node?.credentials).toMatchObject([{ name: provider.credential, required: true }]);
		expect(typeof node?.credentials?.[0]?.testedBy).toBe('string');
	});

	test.each(PROVIDERS)('$credential has its icon and belongs to its node', (provider) => {
		const credential = loaded.credentials.find(({ name }) => name === provider.credential);
		expect(credential?.iconUrl).toEqual(icons(provider.icon));
		expect(credential?.supportedNodes).toEqual([provider.node]);
	});

	test('every icon it names lies in the tarball', () => {
		const named = [...loaded.nodes, ...loaded.credentials].flatMap(({ iconUrl }) =>
			Object.values(iconUrl as Record<string, string>),
		);
		const inTarball = named.map((url) => url.replace('icons/n8n-nodes-flux-lora/', ''));
		expect(named.length).toBe(12);
		expect(inTarball.filter((path) => !tarball.files.includes(path))).toEqual([]);
	});
});

describe("n8n's scanner, with the rules for self-hosted packages", () => {
	const scan = async (folder: string, ...patterns: readonly string[]) =>
		(await output('scan.mjs', folder, ...patterns)) as Scan;

	test('finds nothing in the source', async () => {
		const found = await scan(root, 'package.json', '{nodes,credentials}/**/*.{js,ts,json}');
		expect(found.findings).toEqual([]);
		expect(found.files).toBeGreaterThan(60);
	});

	test('finds nothing in the tarball', async () => {
		const found = await scan(tarball.folder, '**/*.js', 'package.json');
		expect(found.findings).toEqual([]);
		expect(found.files).toBe(scripts().length + 1);
		// Spared is only what verified packages on n8n Cloud owe.
		expect([...found.cloudOnly].sort()).toEqual([
			'@n8n/community-nodes/no-restricted-globals',
			'@n8n/community-nodes/no-restricted-imports',
		]);
	});
});

describe('the notices', () => {
	test('name every package in the bundle with its licence, and are those of this build', () => {
		const bundled = new Set(
			[
				...text('dist/nodes/shared/vendor.js').matchAll(
					/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//g,
				),
			].map(([, name]) => name),
		);
		const noticed = [...text('NOTICES.md').matchAll(/^## (\S+) [\d.]+ \(/gm)].map(
			([, name]) => name,
		);
		expect(bundled.size).toBeGreaterThan(5);
		expect([...bundled].sort()).toEqual(noticed.sort());
	});
});
