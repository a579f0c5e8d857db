import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import type { Model } from '../model';
import type { Occasion } from './occasion';
import { partsOf } from './notes';
import { plural } from '../words/plural';

export interface Hint {
	readonly message: string;
	readonly type: 'info' | 'warning';
}

/** What a run was asked for: the node's parameters as they stand in the form. */
export interface Asked {
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly models: readonly Model[];
}

const detailOf = (json: IDataObject, name: string) =>
	(json.details as IDataObject | undefined)?.[name];

/** Beside the item's own fields ours has another name. */
const noteIn = (json: IDataObject) => ('generated_note' in json ? json.generated_note : json.note);

/** A task counts once, however many rows its images make. */
const tasksOf = (rows: readonly INodeExecutionData[], fits: (json: IDataObject) => boolean) =>
	new Set(rows.filter(({ json }) => fits(json)).map(({ json }) => json.taskId)).size;

/** Nothing is wrong with it, but often the LoRA was forgotten. */
function withoutLora(rows: readonly INodeExecutionData[], { parameters, models }: Asked): Hint[] {
	const model = models.find(({ id }) => id === parameters.model);
	const field = model?.fields.find(({ kind, level }) => kind === 'loras' && level === 'first');
	if (model === undefined || field === undefined) return [];
	// Get tells no LoRAs at all.
	const without = tasksOf(rows, ({ loras }) => loras === '[]');
	if (without === 0) return [];
	const all = without === tasksOf(rows, ({ loras }) => typeof loras === 'string');
	const ran = all ? 'This ran' : `${plural(without, 'task')} ran`;
	const then = `${model.name} can do that. For the style of a LoRA, choose one under ${field.label}.`;
	return [{ type: 'info', message: `${ran} without a LoRA: ${then}` }];
}

/** What a person at the editor should know about rows that look fine. */
export function hintsFor(rows: readonly INodeExecutionData[], asked: Asked): readonly Hint[] {
	const flagged = rows.filter(({ json }) => json.flagged === true).length;
	const short = tasksOf(rows, (json) => partsOf(noteIn(json)).short);
	const capped = rows.filter(({ json }) => detailOf(json, 'kind') === 'capReached').length;
	const remarks = rows.map(({ json }) => partsOf(noteIn(json)).rest).filter((said) => said !== '');
	const warnings = [
		...new Set(remarks),
		...(flagged > 0
			? [`${plural(flagged, 'image')} flagged by the safety checker came along.`]
			: []),
		...(short > 0 ? [`${plural(short, 'task')} brought fewer images than asked.`] : []),
		...(capped > 0
			? [
					`${plural(capped, 'item')} not submitted because of a maximum per execution under Options; their rows say why.`,
				]
			: []),
	];
	const told = warnings.map((message) => ({ type: 'warning', message }) as const);
	return [...told, ...withoutLora(rows, asked)];
}

export function showHints(
	occasion: Occasion,
	{ parameters }: Pick<INode, 'parameters'>,
	rows: readonly INodeExecutionData[],
	models: readonly Model[],
): void {
	for (const { type, message } of hintsFor(rows, { parameters, models })) {
		occasion.hint(type, message);
	}
}
