import { PackageDirectoryLoader } from 'n8n-core';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Owner: the process; key: the folder; lifetime: the process, as in n8n. */
const packages = new Map<string, Promise<PackageDirectoryLoader>>();

const repository = resolve(__dirname, '..', '..');

/** The built package, loaded by n8n's own package loader: the repository or an unpacked tarball. */
export async function loadPackage(folder = repository): Promise<PackageDirectoryLoader> {
	const loading = packages.get(folder) ?? load(folder);
	packages.set(folder, loading);
	return await loading;
}

async function load(folder: string): Promise<PackageDirectoryLoader> {
	const loader = new PackageDirectoryLoader(folder);
	const missing = loader.packageJson.n8n?.nodes?.find((file) => !existsSync(join(folder, file)));
	if (missing !== undefined) throw new Error(`${missing} is missing: run "npm run build" first`);
	await loader.loadAll();
	return loader;
}
