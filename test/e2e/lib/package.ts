import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command';
import { cleanEnvironment } from './environment';
import { repository } from './paths';

export const packageName = 'n8n-nodes-flux-lora';

/** The tarball that `npm publish` would send; the build must be there. */
export async function pack(): Promise<{ file: string; remove: () => void }> {
	const folder = mkdtempSync(join(tmpdir(), 'flux-lora-pack-'));
	const remove = (): void => rmSync(folder, { recursive: true, force: true });
	// Ctrl-C leaves no time for more.
	process.once('exit', remove);
	await command('npm', ['pack', '--pack-destination', folder], {
		cwd: repository,
		env: cleanEnvironment(),
	});
	const [name] = readdirSync(folder);
	if (name === undefined) throw new Error('npm pack made nothing');
	return { file: join(folder, name), remove };
}

/**
 * The steps of n8n's own CommunityPackagesService.downloadPackage: unpack, drop the dependencies that
 * are not the package's own, let npm install the rest without scripts, name it in package.json.
 */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const target = join(nodes, 'node_modules', packageName);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	await command('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	const file = join(target, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...rest } = JSON.parse(
		readFileSync(file, 'utf8'),
	) as Record<string, unknown>;
	void [devDependencies, peerDependencies, optionalDependencies];
	writeFileSync(file, JSON.stringify(rest, null, 2));
	const flags = ['--audit=false', '--fund=false', '--bin-links=false', '--ignore-scripts=true'];
	const more = ['--install-strategy=shallow', '--package-lock=false'];
	await command('npm', ['install', ...flags, ...more], { cwd: target, env: cleanEnvironment() });
	const installed = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [packageName]: rest['version'] },
	};
	writeFileSync(join(nodes, 'package.json'), JSON.stringify(installed, null, 2));
}
