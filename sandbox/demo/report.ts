import Table from 'cli-table3';
import { servicesOf } from './examples';
import type { Played } from './play';

const bare = Object.fromEntries(
	['top', 'top-mid', 'top-left', 'top-right', 'mid', 'left-mid', 'mid-mid', 'right-mid']
		.concat(['bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'right'])
		.map((edge) => [edge, '']),
);

/** The table at the end, and for each failure why. */
export function report(played: readonly Played[]): string {
	const table = new Table({
		head: ['Workflow', 'Providers', 'Pictures', 'Failed rows', 'Time', ''],
		colAligns: ['left', 'left', 'right', 'right', 'right', 'left'],
		chars: { ...bare, middle: ' ' },
		// Colours would stand as signs in a log file.
		style: { head: [], border: [] },
	});
	for (const { example, shown, failedRows, seconds, error } of played) {
		table.push([
			example.name,
			servicesOf(example).join(', '),
			shown.length,
			failedRows.length,
			`${seconds.toFixed(1)} s`,
			error === undefined ? 'done' : 'FAILED',
		]);
	}
	const failures = played
		.filter(({ error }) => error !== undefined)
		.map(({ example, error }) => `${example.name}: ${error}`);
	return [table.toString(), ...failures].join('\n');
}
