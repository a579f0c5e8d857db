import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Running {
	readonly child: ChildProcess;
	/** Its output goes here. */
	readonly log: string;
	/** Asks it to end, and makes it end after ten seconds. */
	readonly end: () => Promise<void>;
	readonly kill: () => Promise<void>;
}

/** Owner: the process; everything started here, so that leaving ends nothing else. */
const started = new Set<Running>();

/** Starts a server in a process group of its own: the terminal's Ctrl-C reaches us alone. */
export function start(
	command: string,
	args: readonly string[],
	log: string,
	options: SpawnOptions = {},
): Running {
	mkdirSync(dirname(log), { recursive: true });
	const child = spawn(command, [...args], {
		...options,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const file = createWriteStream(log, { flags: 'a' });
	child.stdout?.pipe(file, { end: false });
	child.stderr?.pipe(file, { end: false });
	child.once('error', (error) => file.write(`${error.message}\n`));
	const running: Running = {
		child,
		log,
		end: async () => await stop(running, 'SIGTERM'),
		kill: async () => await stop(running, 'SIGKILL'),
	};
	started.add(running);
	child.once('exit', () => started.delete(running));
	return running;
}

const over = ({ exitCode, signalCode }: ChildProcess): boolean =>
	exitCode !== null || signalCode !== null;

async function stop({ child }: Running, signal: NodeJS.Signals): Promise<void> {
	if (over(child) || child.pid === undefined) return;
	const gone = once(child, 'exit');
	signalGroup(child.pid, signal);
	const patience = setTimeout(() => child.pid && signalGroup(child.pid, 'SIGKILL'), 10_000);
	await gone;
	clearTimeout(patience);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// It ended by itself in the meantime.
	}
}

/** Ends what was started, the newest first. */
export async function endAll(): Promise<void> {
	for (const running of [...started].reverse()) await running.end();
}

/** Waits until `ready` holds; fails with the end of the log when the process ends first. */
export async function until(
	what: string,
	ready: () => Promise<boolean> | boolean,
	{ seconds = 120, running }: { seconds?: number; running?: Running } = {},
): Promise<void> {
	const deadline = Date.now() + seconds * 1000;
	while (Date.now() < deadline) {
		if (running !== undefined && over(running.child)) {
			throw new Error(`${what}: it ended.\n${tail(running.log)}`);
		}
		if (await ready()) return;
		await pause(100);
	}
	const log = running === undefined ? '' : `\n${tail(running.log)}`;
	throw new Error(`${what}: not after ${seconds} seconds.${log}`);
}

export const pause = async (ms: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, ms));

export function tail(file: string, lines = 25): string {
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
