import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a row says about its order beside the provider's own details. */
const REMARKS = ['inputCheck', 'newerVersion', 'triggerWords', 'loraCheck'];

const remarksIn = (details: unknown) =>
	REMARKS.map((name) => (details as Record<string, unknown> | undefined)?.[name]).filter(
		(said): said is string => typeof said === 'string',
	);

/** What a person at the editor should know about rows that look fine. */
export function hintsFor(rows: readonly INodeExecutionData[]): readonly string[] {
	const flagged = rows.filter(({ json }) => json.flagged === true).length;
	const short = new Set(
		rows.filter(({ json }) => typeof json.note === 'string').map(({ json }) => json.taskId),
	).size;
	const capped = rows.filter(
		({ json }) => (json.details as { kind?: string } | undefined)?.kind === 'capReached',
	).length;
	const remarks = rows.flatMap(({ json }) => remarksIn(json.details));
	return [
		...new Set(remarks),
		...(flagged > 0
			? [`${plural(flagged, 'image')} flagged by the safety checker came along.`]
			: []),
		...(short > 0 ? [`${plural(short, 'task')} brought fewer images than asked.`] : []),
		...(capped > 0
			? [`${plural(capped, 'item')} not submitted: Maximum Images per Execution was reached.`]
			: []),
	];
}

/** Older n8n versions have no hints. */
export function showHints(context: IExecuteFunctions, rows: readonly INodeExecutionData[]): void {
	if (typeof context.addExecutionHints !== 'function') return;
	for (const message of hintsFor(rows)) {
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
}
