import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sandboxCredentials } from '../../../sandbox/demo/credentials';
import { startSandbox, type Sandbox } from '../../../sandbox/index';
import { command } from '../lib/command';
import { cleanEnvironment } from '../lib/environment';
import { installPackage, packageName } from '../lib/package';
import { cacheFolder, e2eFolder, repository } from '../lib/paths';
import { inFolder, type Stage } from '../lib/stage';

/** n8n-core, and the n8n that brought it. The first is the oldest that the README promises. */
const versions = [
	['1.100.0', '1.101'],
	['1.122.48', '1.123'],
	['2.1.3', '2.1'],
	['2.27.3', '2.27'],
	['2.41.1', '2.41'],
] as const;

/** The package in n8n-core of several versions: it loads, buys, and a failed row leaves where it should. */
export async function versionsGroup(stage: Stage): Promise<void> {
	const sandbox = await startSandbox({ seconds: () => 0.2 });
	try {
		for (const [core, n8n] of versions) {
			await stage.check(`n8n ${n8n} (n8n-core ${core})`, async () => {
				await install(core);
				return await inFolder('version', async (folder) => await run(core, folder, stage, sandbox));
			});
		}
	} finally {
		await sandbox.close();
	}
}

const folderOf = (core: string): string => join(cacheFolder, 'versions', core);

/** Once per version; n8n-core says which n8n-workflow it goes with. */
async function install(core: string): Promise<void> {
	const folder = folderOf(core);
	if (existsSync(join(folder, 'node_modules', 'n8n-core', 'package.json'))) return;
	mkdirSync(folder, { recursive: true });
	const needed = { 'n8n-core': core, 'reflect-metadata': '0.2.2' };
	const about = { name: 'one-n8n-core', private: true, dependencies: needed };
	writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
	cpSync(join(e2eFolder, '.npmrc'), join(folder, '.npmrc'));
	await command('npm', ['install'], { cwd: folder, env: cleanEnvironment() });
}

interface Found {
	readonly pictures: number;
	readonly kept: number;
	readonly failed: ReadonlyArray<{
		readonly error?: string;
		readonly details?: { charged?: string };
	}>;
}

async function run(core: string, work: string, stage: Stage, sandbox: Sandbox): Promise<string> {
	const folder = folderOf(core);
	await installPackage(stage.tarball, work);
	const installed = join(folder, 'node_modules', packageName);
	for (const old of [installed, join(folder, 'runner')])
		rmSync(old, { recursive: true, force: true });
	cpSync(join(work, '.n8n', 'nodes', 'node_modules', packageName), installed, { recursive: true });
	cpSync(join(repository, 'sandbox', 'runner'), join(folder, 'runner'), { recursive: true });
	cpSync(join(e2eFolder, 'versions', 'check.ts'), join(folder, 'check.ts'));
	const given = {
		packageFolder: installed,
		credentials: sandboxCredentials(sandbox.sites, sandbox.cdn.host),
	};
	const env = { ...cleanEnvironment(), FLUX_LORA_CHECK: JSON.stringify(given) };
	const tsx = createRequire(__filename).resolve('tsx/cli');
	const printed = await command('node', [tsx, 'check.ts'], { cwd: folder, env });
	const found = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Found;
	const good = found.pictures === 2 && found.kept === 1 && found.failed.length === 1;
	if (!good || found.failed[0]?.details?.charged !== 'no') throw new Error(printed);
	return '2 pictures; one good row, and one on the error output with its details';
}
