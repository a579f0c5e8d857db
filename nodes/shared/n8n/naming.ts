import type { IExecuteFunctions } from 'n8n-workflow';

import { jsonIn, objectOf } from '../wire/answer';
import { numbersFor, withoutPhrases, type Naming } from './fileName';
import type { RowContext } from './rows';

/** Owner: the process; key: one run of a node; lifetime: the run's. */
const numbers = new WeakMap<IExecuteFunctions, readonly string[]>();

/** An expression that throws fails its item where its options are read. */
function wantedName(context: IExecuteFunctions, item: number): string {
	try {
		return String(context.getNodeParameter('execution.fileName', item, '') ?? '');
	} catch {
		return '';
	}
}

/** All names of a run are looked at once, since a number says that another row has the same name. */
function rowNumberOf(context: IExecuteFunctions, item: number): string {
	const known = numbers.get(context);
	if (known !== undefined) return known[item] ?? '';
	const given = objectOf(context.getNode().parameters.execution).fileName ?? '';
	const items = given === '' ? [] : context.getInputData();
	const all = numbersFor(items.map((_, index) => wantedName(context, index)));
	numbers.set(context, all);
	return all[item] ?? '';
}

/** The phrases of LoRAs; a row holds its list as text. */
function phrasesIn(given: unknown): string[] {
	const loras = typeof given === 'string' ? jsonIn(given) : given;
	return (Array.isArray(loras) ? loras : []).flatMap((lora) => {
		const { triggerWords } = objectOf(lora);
		return typeof triggerWords === 'string' ? [triggerWords] : [];
	});
}

/** Get a Task names a file as Generate did, where the row of Generate flows in or the provider echoes the prompt. */
export function namingOf(
	context: IExecuteFunctions,
	{ item, task, input, incoming }: Pick<RowContext, 'item' | 'task' | 'input' | 'incoming'>,
): Pick<Naming, 'rowNumber' | 'prompt'> {
	const row = incoming.json.taskId === task.id ? incoming.json : {};
	const prompt = input === undefined ? (row.prompt ?? task.input?.prompt) : input.prompt;
	const phrases = phrasesIn(input === undefined ? row.loras : input.loras);
	if (typeof input?.ownWords === 'string') phrases.push(input.ownWords);
	return {
		rowNumber: rowNumberOf(context, item),
		prompt: typeof prompt === 'string' ? withoutPhrases(prompt, phrases) : null,
	};
}
