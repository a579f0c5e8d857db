import Table from 'cli-table3';
import { servicesOf } from './examples';
import type { Played } from './play';

/** The table at the end, and for each failure why. */
export function report(played: readonly Played[]): string {
	const table = new Table({
		head: ['Workflow', 'Providers', 'Pictures', 'Failed rows', 'Time', ''],
	});
	for (const one of played) {
		table.push([
			one.example.name,
			servicesOf(one.example).join(', '),
			{ content: one.shown.length, hAlign: 'right' },
			{ content: one.failedRows.length === 0 ? '' : one.failedRows.length, hAlign: 'right' },
			{ content: `${one.seconds.toFixed(1)} s`, hAlign: 'right' },
			one.error === undefined ? 'done' : 'FAILED',
		]);
	}
	const failures = played
		.filter(({ error }) => error !== undefined)
		.map(({ example, error }) => `${example.name}: ${error}`);
	return [table.toString(), ...failures].join('\n');
}
