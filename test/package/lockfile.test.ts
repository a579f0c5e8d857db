import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tarball';

interface Locked {
	readonly resolved?: string;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
	readonly packages: Readonly<Record<string, Locked>>;
};

/** Where Node would find it: in the package's own node_modules, or in those around it. */
function locked(from: string, name: string): boolean {
	const parts = from.split('/node_modules/');
	return parts.some((_, index) => {
		const around = parts.slice(0, parts.length - index).join('/node_modules/');
		return packages[`${around}/node_modules/${name}`] !== undefined;
	});
}

// A registry that lacks some platforms makes `npm install` drop them here, and `npm ci` then refuses
// the lockfile on every machine.
test('the lockfile holds the builds for every platform, so that npm ci takes it', () => {
	const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
		Object.keys(optionalDependencies)
			.filter((name) => !locked(from, name) && packages[`node_modules/${name}`] === undefined)
			.map((name) => `${from}: ${name}`),
	);
	expect(missing).toEqual([]);
});

test('the lockfile names no registry', () => {
	const named = Object.values(packages).filter(({ resolved }) => resolved?.includes('//'));
	expect(named).toEqual([]);
});
