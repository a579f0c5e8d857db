import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/index';
import { sandboxCredentialsIn, type Credential } from './credentials';
import { startN8n, type N8n, type N8nOptions } from './n8n';
import { installPackage } from './package';

/** What a check says when it went well, or nothing. */
type Finding = string | void;

export interface Stage {
	/** Screenshots and logs of this run. */
	readonly output: string;
	readonly tarball: string;
	readonly check: (name: string, run: () => Promise<Finding>) => Promise<void>;
}

export interface Scene {
	readonly n8n: N8n;
	readonly sandbox: Sandbox;
	readonly credentials: readonly Credential[];
	readonly userFolder: string;
}

export type Group = (stage: Stage) => Promise<void>;

export interface SceneOptions {
	readonly settings?: N8nOptions['settings'];
	readonly sandbox?: SandboxOptions;
}

/** Ctrl-C skips what stands in `finally`. */
function removeAtExit(folder: string): void {
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/** A folder that is gone afterwards. */
export async function inFolder<T>(name: string, play: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), `flux-lora-${name}-`));
	removeAtExit(folder);
	try {
		return await play(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

/** A new n8n with the package installed, a sandbox of its own and credentials for it. */
export async function inScene(
	stage: Stage,
	options: SceneOptions,
	play: (scene: Scene) => Promise<void>,
): Promise<void> {
	await inFolder('e2e', async (userFolder) => {
		await installPackage(stage.tarball, userFolder);
		const sandbox = await startSandbox({ seconds: () => 0.5, ...options.sandbox });
		const n8n = await startN8n({ userFolder, settings: options.settings });
		try {
			const credentials = await sandboxCredentialsIn(n8n.rest, sandbox);
			await play({ n8n, sandbox, credentials, userFolder });
		} finally {
			await n8n.running.end();
			await sandbox.close();
			keepLog(n8n.running.log, stage.output);
		}
	});
}

function keepLog(log: string, output: string): void {
	const folder = join(output, 'logs');
	mkdirSync(folder, { recursive: true });
	copyFileSync(log, join(folder, `n8n-${Date.now()}.log`));
}
