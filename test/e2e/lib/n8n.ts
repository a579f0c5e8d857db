import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { cleanEnvironment, quietN8n } from './environment';
import { n8nScript } from './paths';
import { start, until, type Running } from './processes';
import { openRest, signIn, type Rest } from './rest';

export interface N8nOptions {
	/** N8N_USER_FOLDER. */
	readonly userFolder: string;
	readonly port?: number;
	readonly settings?: Readonly<Record<string, string>>;
}

export interface N8n {
	readonly rest: Rest;
	readonly running: Running;
	readonly filesFolder: string;
	readonly environment: NodeJS.ProcessEnv;
}

/** Loopback, quiet, and writing files only below its own folder. */
export function n8nEnvironment({ userFolder, settings = {} }: N8nOptions): NodeJS.ProcessEnv {
	const filesFolder = filesFolderOf(userFolder);
	mkdirSync(filesFolder, { recursive: true });
	return {
		...cleanEnvironment(),
		...quietN8n,
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'a key for tests on loopback',
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder,
		...settings,
	};
}

export const filesFolderOf = (userFolder: string): string => join(userFolder, 'files');

export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Starts n8n and comes back when its owner is signed in. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const port = options.port ?? (await freePort());
	const origin = `http://127.0.0.1:${port}`;
	const environment = {
		...n8nEnvironment(options),
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
	};
	const log = join(options.userFolder, 'n8n.log');
	const running = start('node', [n8nScript, 'start'], log, { env: environment });
	const rest = openRest(origin);
	await until('n8n starts', async () => await answers(`${origin}/rest/settings`), { running });
	await signIn(rest);
	return { rest, running, environment, filesFolder: filesFolderOf(options.userFolder) };
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url);
		return response.ok && (response.headers.get('content-type') ?? '').includes('json');
	} catch {
		return false;
	}
}
