import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Listr } from 'listr2';
import { readArguments, usage, type Arguments } from './demo/arguments';
import { counted } from './demo/counted';
import { liveCredentials, sandboxCredentials } from './demo/credentials';
import { allExamples, imageNodes, readExample, servicesOf, type Example } from './demo/examples';
import { galleryPage } from './demo/gallery';
import { stayOnLoopback } from './demo/loopbackOnly';
import { play, type Played, type Stage } from './demo/play';
import { estimate, inWords, type Purchase } from './demo/purchase';
import { report } from './demo/report';
import { startEngine } from './runner/engine';
import { startSandbox, type FaultPlan } from './index';

const outputFolder = resolve(__dirname, '..', 'output');

/** What the demo does to its sandbox, so that the fallback example shows its fallback. */
const noCredit: FaultPlan = {
	...{ site: 'replicate', step: 'submit', prompt: 'a night train' },
	fault: { kind: 'status', status: 402 },
};

async function main(): Promise<number> {
	const given = readArguments(process.argv.slice(2));
	if (given.help) {
		console.log(usage);
		return 0;
	}
	const live = given.live.length > 0;
	if (!live) stayOnLoopback();
	// n8n-core runs one engine per process, so its folder for files is made before anything else.
	const filesFolder = join(folderOf(given), 'files');
	rmSync(filesFolder, { recursive: true, force: true });
	await startEngine({ filesFolder });
	const played = live ? await playLive(given) : await playInSandbox(given);
	if (played === undefined) return 1;
	console.log(`\n${report(played)}`);
	console.log(`\nLook at them: ${join(folderOf(given), 'index.html')}`);
	return played.some(({ error }) => error !== undefined) ? 1 : 0;
}

function folderOf({ output }: Arguments): string {
	return output === undefined ? outputFolder : resolve(output);
}

async function playInSandbox(given: Arguments): Promise<Played[]> {
	const sandbox = await startSandbox();
	sandbox.faults.add(noCredit);
	try {
		const credentials = sandboxCredentials(sandbox.sites, sandbox.cdn.host);
		const source = 'No provider was asked: a sandbox on this machine drew them.';
		return await playAll(chosen(given), { credentials, outputFolder: folderOf(given) }, source);
	} finally {
		await sandbox.close();
	}
}

async function playLive(given: Arguments): Promise<Played[] | undefined> {
	const credentials = liveCredentials(given.live, process.env);
	const examples = chosen(given).filter((example) =>
		servicesOf(example).every((service) => given.live.includes(service)),
	);
	if (examples.length === 0) throw new Error(`No workflow uses ${given.live.join(', ')} alone`);
	const purchases: Purchase[] = [];
	for (const example of examples) purchases.push(...(await estimate(example)));
	console.log(`This buys, at most:\n  ${inWords(purchases).join('\n  ')}`);
	if (!given.yes && !(await agreed())) return undefined;
	const source = 'Bought from the providers named below them.';
	return await playAll(examples, { credentials, outputFolder: folderOf(given) }, source);
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

function chosen({ files }: Arguments): Example[] {
	return files.length === 0 ? allExamples() : files.map((file) => readExample(resolve(file)));
}

async function playAll(
	examples: readonly Example[],
	stage: Stage,
	source: string,
): Promise<Played[]> {
	for (const { name } of examples) {
		rmSync(join(stage.outputFolder, name), { recursive: true, force: true });
	}
	const played: Played[] = [];
	const tasks = examples.map((example) => ({
		title: example.name,
		task: async (_context: unknown, task: { title: string; output: string }) => {
			const buying = imageNodes(example).map(({ name }) => name);
			const onNode = (node: string) => {
				if (buying.includes(node)) task.output = `${example.name} is at "${node}"`;
			};
			const one = await play(example, { ...stage, onNode });
			played.push(one);
			task.title = `${example.name}: ${counted(one.shown.length, 'picture')}`;
			if (one.error !== undefined) throw new Error(one.error);
		},
	}));
	const display = { concurrent: 3, exitOnError: false, fallbackRenderer: 'simple' } as const;
	// Some terminals of build servers have no width, where a display in columns cannot be drawn.
	const plain = () => !process.stdout.columns;
	await new Listr(tasks, { ...display, fallbackRendererCondition: plain }).run();
	played.sort((a, b) => a.example.name.localeCompare(b.example.name));
	writeFileSync(join(stage.outputFolder, 'index.html'), galleryPage(played, source));
	return played;
}

// A signal ends a process without `exit`, at which the engine removes its folder.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => process.exit(130));
}
main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
