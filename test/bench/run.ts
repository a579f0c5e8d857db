import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { closeBench, openBench, type Bench } from './bench';
import { machine } from './machine';
import { addedTime, type Added } from './measures/added';
import { batches } from './measures/batch';
import { memory } from './measures/memory';
import { requiring } from './measures/requiring';
import { stopping } from './measures/stopping';
import { waiting } from './measures/waiting';
import { plot } from './plot';
import { table, type Row } from './report';

const MEASURES: Readonly<Record<string, (bench: Bench) => Promise<Partial<Added>>>> = {
	added: addedTime,
	...batches,
	memory,
	stop: stopping,
	require: requiring,
	waiting,
};

function valueOf(name: string): string | undefined {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? undefined : process.argv[at + 1];
}

function wanted(): readonly string[] {
	const only = valueOf('only')?.split(',') ?? Object.keys(MEASURES);
	const unknown = only.filter((name) => !(name in MEASURES));
	if (unknown.length === 0) return only;
	throw new Error(
		`No measure ${unknown.join(', ')}; there are ${Object.keys(MEASURES).join(', ')}`,
	);
}

const INTRODUCTION = `# Results of \`npm run bench\`

Written by the bench; nothing here is typed by hand. The provider is the sandbox in a process of its own on
the same machine, so these figures are each side's own overhead. **Ours** is the built node run by n8n-core's
engine, one execution a task, binary store in filesystem mode, default options: it ends when the picture lies
in n8n's store and the engine has the rows. **Peer** is the official client of the protocol (\`replicate\`,
\`@fal-ai/client\`, \`wavespeed\`) with its own default interval, \`replicate\` told to poll: it ends when the
bytes are fetched into memory. Added time counts from the moment the provider was done. Requests are all but
downloads. Task lengths: 0.8, 2.5, 4 and 6 s, one model each, 15 % scatter, one in ten three times as long;
our models declare 0.5 to 2 times that. In brackets: the lowest and the highest ratio of a round.
`;

async function main(): Promise<void> {
	const names = wanted();
	const quick = process.argv.includes('--quick');
	const log = (text: string) => console.log(text);
	const before = machine();
	const [loadBefore = 0] = loadavg();
	log(before);
	const startedAt = Date.now();
	const bench = await openBench({ rounds: quick ? 1 : 3, share: quick ? 0.35 : 1, log });
	const rows: Row[] = [];
	const series: Array<Added['series'][number]> = [];
	for (const name of names) {
		log(name);
		const added = await MEASURES[name]?.(bench);
		rows.push(...(added?.rows ?? []));
		series.push(...(added?.series ?? []));
	}
	await closeBench(bench);
	const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
	const busy =
		loadBefore > 0.5
			? ' It was busy before the bench began: every figure is worse than it could be, ours first.'
			: '';
	const state = `Before: ${before}. After ${minutes} minutes: ${machine()}.${busy}`;
	const text = `${INTRODUCTION}\n${state}\n\n${table(rows)}\n`;
	log(`\n${table(rows)}\n\n${state}`);
	// A part of the measures, or a first look, is no result to keep.
	if (quick || valueOf('only') !== undefined) return;
	writeFileSync(resolve(__dirname, 'results.md'), text);
	const docs = resolve(__dirname, '../../docs');
	mkdirSync(docs, { recursive: true });
	writeFileSync(resolve(docs, 'bench.svg'), plot(series, before));
}

void main();
