import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Bench } from '../bench';
import { times, type Row } from '../report';
import { median } from '../statistics';
import type { Added } from './added';

const root = resolve(__dirname, '../../..');
const TRIES = 15;

/** Milliseconds to require these in a fresh process that has n8n-workflow already. */
function took(modules: readonly string[]): number {
	const code = `require('n8n-workflow');
		const started = performance.now();
		for (const path of ${JSON.stringify(modules)}) require(path);
		process.stdout.write(String(performance.now() - started));`;
	return Number(execFileSync(process.execPath, ['-e', code], { cwd: root, encoding: 'utf8' }));
}

export async function requiring(bench: Bench): Promise<Partial<Added>> {
	const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const nodes = manifest.n8n.nodes.map((file) => resolve(root, file));
	const ours: number[] = [];
	const undici: number[] = [];
	for (let i = 0; i < TRIES * bench.rounds; i++) {
		ours.push(took(nodes));
		undici.push(took(['undici']));
	}
	const ratio = median(ours) / median(undici);
	const row: Row = {
		measure: 'requiring all nodes',
		ours: `${median(ours).toFixed(1)} ms`,
		peer: `${median(undici).toFixed(1)} ms (undici)`,
		ratio: times(ratio),
		bound: '≤ 1.5 ×',
		met: ratio <= 1.5,
	};
	return { rows: [row] };
}
