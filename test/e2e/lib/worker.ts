import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type N8n } from './n8n';
import { n8nScript } from './paths';
import { start, until, type Running } from './processes';

/** A queue worker beside a main n8n that runs in queue mode. */
export async function startWorker(main: N8n, folder: string, name: string): Promise<Running> {
	const env = { ...main.environment, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
	const log = join(folder, `${name}.log`);
	const running = start('node', [n8nScript, 'worker', '--concurrency=5'], log, { env });
	await until(`${name} starts`, () => logOf(running).includes('n8n worker is now ready'), {
		running,
	});
	return running;
}

export function logOf({ log }: Running): string {
	try {
		return readFileSync(log, 'utf8');
	} catch {
		return '';
	}
}

/** The worker's log says which executions it took. */
export const took = (worker: Running, executionId: string): boolean =>
	new RegExp(`started execution ${executionId}\\b`).test(logOf(worker));
