import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Listr } from 'listr2';
import { readArguments, usage, type Arguments } from './demo/arguments';
import { liveCredentials, sandboxCredentials } from './demo/credentials';
import { allExamples, readExample, servicesOf, type Example } from './demo/examples';
import { galleryPage } from './demo/gallery';
import { stayOnLoopback } from './demo/loopbackOnly';
import { play, type Played } from './demo/play';
import { estimate, inWords } from './demo/purchase';
import { report } from './demo/report';
import { startEngine } from './runner/engine';
import type { CredentialMap } from './runner/credentials';
import { startSandbox } from './index';

const outputFolder = resolve(__dirname, '..', 'output');

async function main(): Promise<number> {
	const given = readArguments(process.argv.slice(2));
	if (given.help) {
		console.log(usage);
		return 0;
	}
	const played = given.live.length > 0 ? await playLive(given) : await playInSandbox(given);
	if (played === undefined) return 1;
	console.log(report(played));
	console.log(`\nThe pictures: ${join(outputFolder, 'index.html')}`);
	return played.some(({ error }) => error !== undefined) ? 1 : 0;
}

async function playInSandbox({ files }: Arguments): Promise<Played[]> {
	stayOnLoopback();
	const sandbox = await startSandbox();
	try {
		const credentials = sandboxCredentials(sandbox.sites, sandbox.cdn.host);
		const source = 'No provider was asked: a sandbox on this machine drew them.';
		return await playAll(chosen(files), credentials, source);
	} finally {
		await sandbox.close();
	}
}

async function playLive(given: Arguments): Promise<Played[] | undefined> {
	const credentials = liveCredentials(given.live, process.env);
	const examples = chosen(given.files).filter((example) =>
		servicesOf(example).every((service) => given.live.includes(service)),
	);
	if (examples.length === 0) throw new Error(`No workflow uses ${given.live.join(', ')} alone`);
	const purchases = (await Promise.all(examples.map(estimate))).flat();
	console.log(`This buys, at most:\n  ${inWords(purchases).join('\n  ')}`);
	if (!given.yes && !(await agreed())) return undefined;
	return await playAll(examples, credentials, 'Bought from the providers named below them.');
}

async function agreed(): Promise<boolean> {
	if (!process.stdin.isTTY) {
		console.log('Nothing was bought. Without a terminal, add --yes.');
		return false;
	}
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question('Buy them? [y/N] ');
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}

function chosen(files: readonly string[]): Example[] {
	return files.length === 0 ? allExamples() : files.map((file) => readExample(resolve(file)));
}

async function playAll(
	examples: readonly Example[],
	credentials: CredentialMap,
	source: string,
): Promise<Played[]> {
	rmSync(outputFolder, { recursive: true, force: true });
	mkdirSync(outputFolder, { recursive: true });
	await startEngine({ filesFolder: join(outputFolder, 'files') });
	const played: Played[] = [];
	const list = new Listr(
		examples.map((example) => ({
			title: example.name,
			task: async (_context, task) => {
				const onNode = (node: string) => (task.output = node);
				const one = await play(example, { credentials, outputFolder, onNode });
				played.push(one);
				task.title = `${example.name}: ${one.shown.length} pictures`;
				if (one.error !== undefined) throw new Error(one.error);
			},
		})),
		{ concurrent: 3, exitOnError: false, fallbackRenderer: 'simple' },
	);
	await list.run();
	played.sort((a, b) => a.example.name.localeCompare(b.example.name));
	writeFileSync(join(outputFolder, 'index.html'), galleryPage(played, source));
	return played;
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
