import { existsSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/index';
import { sandboxCredentialsIn } from './lib/credentials';
import { noCredit, sandboxHome } from './lib/home';
import { ensureInstalled } from './lib/install';
import { freePort, startN8n, type N8n } from './lib/n8n';
import { installPackage, pack } from './lib/package';
import { cacheFolder } from './lib/paths';
import { endAll } from './lib/processes';
import { owner } from './lib/rest';
import { createWorkflow, examples, withCredentials, type Workflow } from './lib/workflows';

const say = (line: string): void => console.log(line);

/** n8n's usual port, or another when somebody listens there. */
async function port(wanted = 5678): Promise<number> {
	const taken = await new Promise<boolean>((resolve) => {
		const socket = connect(wanted, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		}).once('error', () => resolve(false));
	});
	return taken ? await freePort() : wanted;
}

/** Examples that are there already stay as the person left them. */
async function importExamples(n8n: N8n, sandbox: Awaited<ReturnType<typeof startSandbox>>) {
	const credentials = await sandboxCredentialsIn(n8n.rest, sandbox);
	const there = await n8n.rest.get<Workflow[]>('/workflows');
	const names = there.map(({ name }) => name);
	for (const { workflow } of examples(n8n.filesFolder)) {
		if (names.includes(workflow.name)) continue;
		await createWorkflow(n8n.rest, withCredentials(workflow, credentials));
	}
}

async function main(): Promise<void> {
	const userFolder = join(cacheFolder, 'n8n');
	const first = !existsSync(userFolder);
	await ensureInstalled(say);
	mkdirSync(userFolder, { recursive: true });
	const sandbox = await startSandbox(sandboxHome).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EADDRINUSE') throw error;
		throw new Error('The sandbox runs already: is another "npm run n8n" open?');
	});
	const tarball = await pack();
	await installPackage(tarball.file, userFolder);
	tarball.remove();
	sandbox.faults.add(noCredit);
	say(first ? 'Starting n8n for the first time …' : 'Starting n8n …');
	const n8n = await startN8n({ userFolder, port: await port() });
	await importExamples(n8n, sandbox);
	say(
		[
			'',
			`n8n is at        ${n8n.rest.origin}`,
			`E-mail           ${owner.email}`,
			`Password         ${owner.password}`,
			'',
			'The examples are imported; their credentials lead to the sandbox, which draws on this',
			'machine and buys nothing. What it received: ' +
				`${sandbox.sites.replicate.origin}/_sandbox/counters`,
			`Files and log    ${userFolder}`,
			'Ctrl-C ends n8n and the sandbox.',
		].join('\n'),
	);
	n8n.running.child.once('exit', (code) => leave(`n8n ended (${code})`, 1));
}

let leaving = false;

function leave(line: string, code: number): void {
	if (leaving) return;
	leaving = true;
	say(line);
	void endAll().finally(() => process.exit(code));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => leave('\nEnding n8n and the sandbox …', 0));
}
main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	leave('', 1);
});
