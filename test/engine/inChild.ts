import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { NodeRun } from './harness';

export interface ChildResult {
	readonly status: string;
	readonly rows: IDataObject[];
	/** How many each row has. */
	readonly pictures: number[];
	/** Of Node itself, during the run. */
	readonly warnings: readonly string[];
}

/** One run after the other, in a process with this environment and no proxy but what it names. */
export async function inChild(
	env: NodeJS.ProcessEnv,
	...runs: readonly NodeRun[]
): Promise<ChildResult[]> {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(https?|no)_proxy$/i.test(name),
	);
	const child = fork(resolve(__dirname, 'child.ts'), {
		execArgv: ['--import', 'tsx'],
		env: { ...Object.fromEntries(inherited), ...env },
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	child.send(runs);
	return await new Promise((done, fail) => {
		child.once('message', (results) => done(results as ChildResult[]));
		child.once('exit', (code) => fail(new Error(`the child ended with ${code}`)));
	});
}
