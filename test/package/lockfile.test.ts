import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tarball';

interface Locked {
	readonly resolved?: string;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Packages = Readonly<Record<string, Locked>>;

/** Those that `npm ci` reads, here or on a machine of another kind. */
const folders = ['.', 'test/bench', 'test/e2e/runtime'];

function packagesOf(folder: string): Packages {
	const text = readFileSync(join(root, folder, 'package-lock.json'), 'utf8');
	return (JSON.parse(text) as { readonly packages: Packages }).packages;
}

/** Where Node would find it: in the package's own node_modules, or in those around it. */
function isLocked(packages: Packages, from: string, name: string): boolean {
	const parts = from.split('/node_modules/');
	const around = parts.map((_, index) =>
		[...parts.slice(0, parts.length - index), name].join('/node_modules/'),
	);
	return [...around, `node_modules/${name}`].some((path) => packages[path] !== undefined);
}

// A registry that lacks some platforms makes `npm install` drop them here, and `npm ci` then refuses
// the lockfile on every machine.
test.each(folders)('%s: the lockfile holds the builds for every platform', (folder) => {
	const packages = packagesOf(folder);
	const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
		Object.keys(optionalDependencies)
			.filter((name) => !isLocked(packages, from, name))
			.map((name) => `${from}: ${name}`),
	);
	expect(missing).toEqual([]);
});

test.each(folders)('%s: the lockfile names no registry', (folder) => {
	const named = Object.values(packagesOf(folder)).filter(({ resolved }) =>
		resolved?.includes('//'),
	);
	expect(named).toEqual([]);
});
