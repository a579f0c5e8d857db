import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { releaseProblems, type Manifest } from './releaseProblems';

/** `npm run release:check`: whether this copy may be published, and the line by which a server pins it. */

const root = resolve(__dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** As npm writes it into a lockfile and n8n compares it: SHA-512 of the tarball, base64. */
function integrityOf(folder: string): string {
	const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
	});
	const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
	const hash = createHash('sha512').update(readFileSync(join(folder, filename)));
	return `sha512-${hash.digest('base64')}`;
}

const folder = mkdtempSync(join(tmpdir(), 'flux-lora-release-'));
try {
	const { name, version } = manifest;
	const entry = [{ name, version, checksum: integrityOf(folder) }];
	console.log(`${name} ${version}. For a server that pins its packages:`);
	console.log('N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV=true');
	console.log(`N8N_COMMUNITY_PACKAGES='${JSON.stringify(entry)}'`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}

const problems = releaseProblems(manifest, process.env.GITHUB_REF_NAME);
for (const problem of problems) console.error(`Not ready: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
