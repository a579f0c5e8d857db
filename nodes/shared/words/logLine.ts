import { shownId } from './shownId';

/** What the facts are called in a sentence, in this order. */
const words = {
	execution: 'execution',
	node: 'node',
	item: 'item',
	model: 'model',
	taskId: 'task',
};

/**
 * The whole line as text: n8n's own log, at its usual level and format, prints the message alone and
 * drops the facts (tried on 2.41.1), and after a crash the task's id is nowhere else.
 */
export function logLine(
	title: string,
	message: string,
	facts: Readonly<Record<string, unknown>>,
): string {
	const told = Object.entries(words)
		.filter(([key]) => facts[key] !== undefined)
		.map(([key, word]) => `${word} ${shownId(String(facts[key]))}`);
	return `${title} Image: ${message}${told.length === 0 ? '' : ` (${told.join(', ')})`}`;
}
