import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type * as Groups from './groups/index';
import { ensureInstalled } from './lib/install';
import { pack } from './lib/package';
import { cacheFolder } from './lib/paths';
import { endAll } from './lib/processes';
import type { Stage } from './lib/stage';

const output = join(cacheFolder, 'e2e');

interface Result {
	readonly name: string;
	readonly failed: boolean;
}

/** One line per check; a check that fails does not stop the others. */
function stageFor(group: string, tarball: string, results: Result[]): Stage {
	return {
		output,
		tarball,
		check: async (name, run) => {
			const began = Date.now();
			const line = (mark: string, said: string): void => {
				const seconds = ((Date.now() - began) / 1000).toFixed(1);
				console.log(`${mark} ${group}: ${name} (${seconds} s)${said === '' ? '' : ` — ${said}`}`);
			};
			try {
				line('ok  ', (await run()) ?? '');
				results.push({ name, failed: false });
			} catch (error) {
				line('FAIL', inBrief(error));
				results.push({ name, failed: true });
			}
		},
	};
}

/** Playwright tells the whole story of a click; its end is enough. */
function inBrief(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	const [first = '', ...rest] = message.split('\n');
	const log = rest.findIndex((line) => line.includes('Call log'));
	return log === -1 ? message : [first, rest[log + 1]?.trim()].join(' ');
}

function chosen({ groups, onlyByName }: typeof Groups): Groups.GroupName[] {
	const all = Object.keys(groups) as Groups.GroupName[];
	const asked = process.argv.slice(2);
	const unknown = asked.find((name) => !all.some((one) => one === name));
	if (unknown !== undefined) throw new Error(`There is no group ${unknown}: ${all.join(', ')}`);
	return all.filter((name) =>
		asked.length === 0 ? !onlyByName.includes(name) : asked.includes(name),
	);
}

async function main(): Promise<number> {
	await ensureInstalled((line) => console.log(line));
	// Only now: the groups import what has just been installed.
	const installed = await import('./groups/index');
	const names = chosen(installed);
	rmSync(join(output, 'logs'), { recursive: true, force: true });
	mkdirSync(output, { recursive: true });
	const tarball = await pack();
	const results: Result[] = [];
	for (const name of names) {
		const stage = stageFor(name, tarball.file, results);
		try {
			await installed.groups[name](stage);
		} catch (error) {
			await stage.check('the group itself', async () => await Promise.reject(error));
		}
	}
	tarball.remove();
	const failed = results.filter((result) => result.failed).length;
	console.log(
		`${results.length - failed} of ${results.length} checks hold. Pictures and logs: ${output}`,
	);
	return failed === 0 && results.length > 0 ? 0 : 1;
}

const leave = (code: number): void => void endAll().finally(() => process.exit(code));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave(130));
main().then(leave, (error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	leave(1);
});
