import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command';
import { cleanEnvironment } from './environment';
import { e2eFolder, node24 } from './paths';

export type Say = (line: string) => void;

/** Installs Node 24, n8n and its native module once; again when a lockfile changed. */
export async function ensureInstalled(say: Say): Promise<void> {
	await ensureFolder(join(e2eFolder, 'runtime'), say, 'Node 24 for n8n (half a minute)');
	if (!existsSync(join(node24.bin, 'node'))) {
		throw new Error(`test/e2e/runtime has no Node 24 for ${node24.system}; npm run n8n needs one`);
	}
	await ensureFolder(e2eFolder, say, 'n8n 2.41.1, about 2.2 GB (some minutes)');
	await ensureSqlite(say);
}

async function ensureFolder(folder: string, say: Say, what: string): Promise<void> {
	const stamp = join(folder, 'node_modules', '.installed');
	const locked = createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === locked) return;
	say(`Installing ${what} …`);
	// By the lockfile, which stays as it is. `npm ci` refuses it wherever the registry lacks one of the
	// optional packages for other platforms.
	await command('npm', ['install', '--no-save'], { cwd: folder, env: cleanEnvironment() });
	writeFileSync(stamp, locked);
}

/** sqlite3 looks for a prebuilt file on GitHub; with scripts off it is compiled here. */
async function ensureSqlite(say: Say): Promise<void> {
	const folder = join(e2eFolder, 'node_modules', 'sqlite3');
	if (existsSync(join(folder, 'build', 'Release', 'node_sqlite3.node'))) return;
	say('Compiling sqlite3 (one or two minutes; needs python3, make and g++) …');
	const gyp = join(e2eFolder, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
	await command('node', [gyp, 'rebuild', `--nodedir=${node24.folder}`], {
		cwd: folder,
		env: cleanEnvironment(),
	});
}
