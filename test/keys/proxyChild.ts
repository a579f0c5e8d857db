/** Runs items through n8n-core's engine in a process of its own, whose environment names a proxy. */
import { closeConnections, builtModule, runNode, type NodeRun } from '../engine/harness';
import type * as Limits from '../../nodes/shared/limits';

async function main(runs: readonly NodeRun[]): Promise<void> {
	builtModule<typeof Limits>('nodes/shared/limits').scaleLimits(20, { submitTries: 2 });
	const results: object[] = [];
	for (const run of runs) {
		const { rows, error, pictures } = await runNode(run);
		results.push({ rows, error, pictures: pictures.map(({ length }) => length) });
	}
	await closeConnections();
	process.send?.(results);
	process.disconnect();
}

process.once('message', (runs) => void main(runs as NodeRun[]));
