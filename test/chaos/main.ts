import { parseArgs } from 'node:util';
import { startEngine } from '../../sandbox/runner/engine';
import { agentsModule, limitsModule } from '../money/shop';
import { faultKinds, rows } from './deck';
import { installFilter, openHandles, watchProcess, watchTable } from './observe';
import { planOf } from './plan';
import { openLane, play, type Lane, type Story } from './run';
import { counted, verdictOf, type Counted } from './verdict';

const HELP = `npm run chaos -- [--runs 2000] [--seed 1] [--only 17] [--lanes 4]

Buys pictures in a sandbox that fails in every way, through n8n's own engine, and counts what must not
happen. The same seed plays the same runs; --only plays one of them again and prints what it did.`;

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '2000' },
		seed: { type: 'string', default: '1' },
		only: { type: 'string' },
		lanes: { type: 'string', default: '4' },
		help: { type: 'boolean', default: false },
	},
});

const findings = new Map<Counted, string[]>();
const faults = new Map<string, number>();
let longest = { ms: 0, name: '' };
let tasks = 0;

function note(what: Counted, where: string, found: readonly string[]): void {
	if (found.length === 0) return;
	const all = findings.get(what) ?? [];
	findings.set(what, [...all, ...found.map((line) => `${where}: ${line}`)]);
}

function judgeStory({ shop }: Lane, story: Story): void {
	const { plan } = story;
	for (const [what, found] of Object.entries(verdictOf(story))) {
		note(what as Counted, plan.name, found);
	}
	for (const { kind } of shop.sandbox.faults.hits()) faults.set(kind, (faults.get(kind) ?? 0) + 1);
	if (story.ms > longest.ms) longest = { ms: story.ms, name: plan.name };
	tasks += story.made.length;
}

function show({ plan, results, log, made }: Story): void {
	const lines = log.filter(({ level }) => level !== 'debug');
	const shown = results.map(({ status, rows: good, failed, error }) => ({
		status,
		error,
		good,
		failed,
	}));
	console.log(JSON.stringify({ plan, results: shown, log: lines, made }, null, 2));
}

async function playAll(seed: number, numbers: readonly number[], lanes: number): Promise<void> {
	const left = [...numbers];
	const open = await Promise.all(Array.from({ length: lanes }, openLane));
	limitsModule().scaleLimits(100);
	await Promise.all(
		open.map(async (lane) => {
			for (let index = left.shift(); index !== undefined; index = left.shift()) {
				const story = await play(lane, planOf(seed, index));
				judgeStory(lane, story);
				if (values.only !== undefined) show(story);
			}
		}),
	);
	await agentsModule().closeProcessAgents();
	await Promise.all(
		open.map(async ({ shop, liar }) => {
			await shop.close();
			await liar.close();
		}),
	);
}

/** Prints a line for each counter, and what was covered. True when all is well. */
function report(table: ReadonlySet<string>, complete: boolean): boolean {
	for (const [what, words] of Object.entries(counted)) {
		const found = findings.get(what as Counted) ?? [];
		console.log(`${String(found.length).padStart(6)}  ${words}`);
		for (const line of found.slice(0, 10)) console.log(`        ${line}`);
	}
	const wanted = [
		...rows.submit.map((row) => `submit ${row}`),
		...rows.read.map((row) => `read ${row}`),
	];
	const missing = [
		...wanted.filter((row) => !table.has(row)),
		...faultKinds.filter((kind) => !faults.has(kind)),
	];
	console.log(
		`\nFaults: ${[...faults]
			.sort()
			.map(([kind, count]) => `${kind} ${count}`)
			.join(', ')}`,
	);
	console.log(
		`Rows of the retry table: ${wanted.filter((row) => table.has(row)).length} of ${wanted.length}`,
	);
	if (missing.length > 0) console.log(`Not met: ${missing.join(', ')}`);
	return findings.size === 0 && (missing.length === 0 || !complete);
}

async function main(): Promise<void> {
	if (values.help) return console.log(HELP);
	const [runs, seed, lanes] = [values.runs, values.seed, values.lanes].map(Number);
	const one = values.only === undefined ? undefined : Number(values.only);
	const numbers = one === undefined ? Array.from({ length: runs }, (_, index) => index) : [one];
	const uncaught = watchProcess();
	const table = watchTable();
	// n8n's container takes its settings with the first thing asked of it.
	await startEngine();
	installFilter();
	const before = openHandles();
	const began = Date.now();
	await playAll(seed, numbers, one === undefined ? lanes : 1);
	await new Promise((resolve) => setTimeout(resolve, 300));
	for (const [kind, count] of openHandles()) {
		const more = count - (before.get(kind) ?? 0);
		if (more > 0)
			note(
				'left',
				kind,
				Array.from({ length: more }, () => 'open'),
			);
	}
	note('unhandled', 'process', uncaught);
	const seconds = Math.round((Date.now() - began) / 1000);
	console.log(
		`${numbers.length} runs of seed ${seed} in ${seconds} s, ${tasks} tasks bought, longest ${longest.ms} ms (${longest.name})\n`,
	);
	// Few runs cannot meet everything.
	if (!report(table, numbers.length >= 200)) process.exitCode = 1;
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(2);
});
