/**
 * Runs items through n8n-core's engine in a process of its own: a proxy is read from the environment at its
 * start, and Node's warnings are heard by a real `process` alone.
 */
import { closeConnections, builtModule, runNode, type NodeRun } from './harness';
import type { ChildResult } from './inChild';
import type * as Limits from '../../nodes/shared/limits';

async function main(runs: readonly NodeRun[]): Promise<void> {
	const warnings: string[] = [];
	process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`));
	builtModule<typeof Limits>('nodes/shared/limits').scaleLimits(20, { submitTries: 2 });
	const results: ChildResult[] = [];
	for (const run of runs) {
		const { status, rows, pictures } = await runNode(run);
		results.push({
			status,
			rows,
			pictures: pictures.map(({ length }) => length),
			warnings: warnings.splice(0),
		});
	}
	await closeConnections();
	process.send?.(results);
	process.disconnect();
}

process.once('message', (runs) => void main(runs as NodeRun[]));
