import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a command to its end and gives its output; a failure carries what it wrote. */
export async function command(
	file: string,
	args: readonly string[],
	options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
): Promise<string> {
	try {
		const { stdout } = await execute(file, [...args], { ...options, maxBuffer: 256 * 2 ** 20 });
		return stdout;
	} catch (error) {
		const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
		const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-25).join('\n');
		throw new Error(`${file} ${args.join(' ')} failed:\n${said}`, { cause: error });
	}
}
