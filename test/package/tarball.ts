import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const root = join(__dirname, '../..');

/** The output of a script of this folder, run by a plain Node. */
export async function output(script: string, ...args: readonly string[]): Promise<unknown> {
	const { NODE_ENV: _jest, ...env } = process.env;
	const { stdout } = await run(process.execPath, [join(__dirname, script), ...args], {
		cwd: root,
		env,
		maxBuffer: 64 * 1024 * 1024,
	});
	return JSON.parse(stdout);
}

export interface Tarball {
	/** Every path in it, without the leading `package/`. */
	readonly files: readonly string[];
	/** Where it lies unpacked, with n8n-workflow as the only package it can reach. */
	readonly folder: string;
	readonly remove: () => Promise<void>;
}

export async function packed(): Promise<Tarball> {
	if (!existsSync(join(root, 'dist')))
		throw new Error('dist is missing: run "npm run build" first');
	const home = await realpath(await mkdtemp(join(tmpdir(), 'flux-lora-package-')));
	const modules = join(home, 'node_modules');
	const folder = join(modules, 'n8n-nodes-flux-lora');
	await mkdir(folder, { recursive: true });
	await symlink(join(root, 'node_modules/n8n-workflow'), join(modules, 'n8n-workflow'), 'junction');
	const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', home], {
		cwd: root,
		shell: process.platform === 'win32',
	});
	const [{ filename, files }] = JSON.parse(stdout) as [
		{ filename: string; files: Array<{ path: string }> },
	];
	await run('tar', ['-xzf', filename, '-C', folder, '--strip-components=1'], { cwd: home });
	return {
		files: files.map(({ path }) => path).sort(),
		folder,
		remove: () => rm(home, { recursive: true, force: true }),
	};
}
