import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { command } from './command';

/** Debian's package of each program, and where it puts what is not on the PATH. */
const programs = {
	chromium: { debian: 'chromium', folders: ['/usr/bin'] },
	'redis-server': { debian: 'redis-server', folders: ['/usr/bin'] },
	initdb: {
		debian: 'postgresql',
		folders: ['18', '17', '16', '15', '14', '13'].map(
			(version) => `/usr/lib/postgresql/${version}/bin`,
		),
	},
} as const;

export type Program = keyof typeof programs;

/** The program's path; Debian's package is installed when it is missing. */
export async function ensureProgram(name: Program): Promise<string> {
	const found = find(name);
	if (found !== undefined) return found;
	const { debian } = programs[name];
	if (process.getuid?.() !== 0) throw new Error(`Please install ${debian}: ${name} is missing`);
	console.log(`Installing ${debian} …`);
	// RUNLEVEL=1 keeps Debian from starting a server of its own.
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	await command('apt-get', ['update', '-q'], { env });
	await command('apt-get', ['install', '-y', '-q', '--no-install-recommends', debian], { env });
	const now = find(name);
	if (now === undefined) throw new Error(`${debian} did not bring ${name}`);
	return now;
}

function find(name: Program): string | undefined {
	const onPath = (process.env['PATH'] ?? '').split(delimiter);
	const folders: readonly string[] = [...programs[name].folders, ...onPath];
	return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
