import type { INodeExecutionData } from 'n8n-workflow';

import { jsonIn, objectOf } from '../wire/answer';
import { locatorValue } from '../input/locator';
import type { Raw } from '../input/parts';
import { isGiven, isSet } from '../input/values';
import { looksLikeFile } from '../live/fields';
import type { Field, LorasField } from '../model';
import { invalidInput, type Problem } from '../problem';

/** What a person has given, and what did not come: it may be meant, and looks like a slip. */
export interface Slip {
	readonly of: 'startImage' | 'lora' | 'prompt';
	readonly says: string;
	/** A cell that is there and blank: not given, and worth a word. */
	readonly blank?: true;
}

/** The option If Something Given Is Missing. */
export type IfMissing = 'usual' | 'tell' | 'fail';

/** A field's text in the node, before n8n evaluates it. */
const templateOf = (given: unknown): string | undefined => {
	const text = locatorValue(given);
	return typeof text === 'string' && text.startsWith('=') ? text.slice(1) : undefined;
};

const EXPRESSION = /\{\{[^]*?\}\}/g;

const shown = (template: string) => {
	const text = template.trim();
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

/** Given by an expression, and nothing came. */
function missed(of: Slip['of'], label: string, template: unknown, value: unknown): Slip[] {
	const written = templateOf(template);
	const found = locatorValue(value);
	const empty = !isGiven(found) || (Array.isArray(found) && found.every((one) => !isGiven(one)));
	if (written === undefined || !empty) return [];
	const came = isSet(found) ? 'gave nothing but a blank' : 'found nothing';
	const says = `${label}: the expression ${shown(written)} ${came}`;
	return [isSet(found) ? { of, says, blank: true } : { of, says }];
}

const named = (index: number, of: number) => (of > 1 ? `LoRA ${index + 1}` : 'LoRA');

/** A row without a path: left empty, or with its LoRA under a name that n8n does not know. */
function inRows(templates: unknown, values: unknown): Slip[] {
	const rows = [objectOf(values).row ?? []].flat().map(objectOf);
	const written = [objectOf(templates).row ?? []].flat().map(objectOf);
	return rows.flatMap(({ path }, index) => {
		const label = named(index, rows.length);
		const template = written[index]?.path;
		if (templateOf(template) !== undefined) return missed('lora', label, template, path);
		return isGiven(locatorValue(path)) ? [] : [{ of: 'lora', says: `${label} is an empty row` }];
	});
}

function inJson(template: unknown, value: unknown): Slip[] {
	const written = templateOf(template);
	const list = typeof value === 'string' ? jsonIn(value) : value;
	if (!isGiven(value)) return missed('lora', 'LoRAs (JSON)', template, value);
	const entries = Array.isArray(list) ? (list as unknown[]) : [];
	return entries.flatMap((entry, index): Slip[] => {
		const path = typeof entry === 'object' ? objectOf(entry).path : entry;
		if (isGiven(path)) return [];
		const says = `${named(index, entries.length)} of LoRAs (JSON) has no path`;
		return [{ of: 'lora', says, ...(written !== undefined && isSet(path) ? { blank: true } : {}) }];
	});
}

function inLoras({ wire, name, label }: LorasField, templates: Raw, values: Raw): Slip[] {
	if (wire.shape === 'single') return missed('lora', label, templates[name], values[name]);
	return values.lorasMode === 'json'
		? inJson(templates.lorasJson, values.lorasJson)
		: inRows(templates.loras, values.loras);
}

const WORD = /(?<![\p{L}\p{N}_])(?:undefined|NaN|null)(?![\p{L}\p{N}_])/u;

/** What an expression leaves in a text where it found nothing. */
function inPrompt(label: string, template: unknown, value: unknown): Slip[] {
	const written = templateOf(template);
	if (written === undefined || typeof value !== 'string') return [];
	const word = WORD.exec(value)?.[0];
	if (word === undefined || written.replace(EXPRESSION, '').includes(word)) return [];
	return [
		{ of: 'prompt', says: `${label} holds the word ${word}, as if an expression found nothing` },
	];
}

const LORA = /^(?:.*_)?(?:loras?|lora_weights|replicate_weights)$/;

/** The slips in one model's fields; `templates` are the node's own texts, `values` what n8n made of them. */
export function slipsIn(fields: readonly Field[], templates: Raw, values: Raw): Slip[] {
	return fields.flatMap((field) => {
		const { name, label, kind } = field;
		const [template, value] = [templates[name], values[name]];
		if (kind === 'loras') return inLoras(field, templates, values);
		if (kind === 'image') return missed('startImage', label, template, value);
		if (kind === 'text' && field.role === 'prompt') return inPrompt(label, template, value);
		if (kind !== 'json' || field.role !== 'input') return [];
		const { prompt } = objectOf(typeof value === 'string' ? jsonIn(value) : value);
		return inPrompt('The prompt', template, prompt);
	});
}

/** The same for inputs of which no file of ours tells the kind. */
export function slipsInLive(templates: Raw, values: Raw): Slip[] {
	return Object.entries(templates).flatMap(([name, template]) => {
		const value = values[name];
		if (name === 'prompt') return inPrompt(name, template, value);
		if (LORA.test(name)) return missed('lora', name, template, value);
		return looksLikeFile(name) ? missed('startImage', name, template, value) : [];
	});
}

/** An item that brings nothing, as Always Output Data makes one. */
const isBare = ({ json, binary = {} }: INodeExecutionData) =>
	Object.keys(json).length === 0 && Object.keys(binary).length === 0;

/** Throws a `Problem` for a prompt of which only the fixed half came, on an item without fields. */
export function refuseHalf(
	label: string,
	template: unknown,
	value: unknown,
	item: INodeExecutionData,
): void {
	const written = templateOf(template);
	if (written === undefined || typeof value !== 'string' || !isBare(item)) return;
	const inside = written.match(EXPRESSION) ?? [];
	const fixed = written.replace(EXPRESSION, '').trim();
	const asksItem = inside.length > 0 && inside.every((one) => /\$json\b|\$input\b/.test(one));
	if (!asksItem || fixed === '' || value.trim() !== fixed) return;
	throw invalidInput(
		`${label} is only the fixed part of its text, "${shown(fixed)}": this item has no fields for ${shown(inside.join(' '))}`,
		'Look at the node before this one: an empty item comes from a search that found nothing. Nothing was sent to the provider.',
	);
}

/** The same for the prompt among a model's fields. */
export function refuseHalfPrompt(
	fields: readonly Field[],
	templates: Raw,
	values: Raw,
	item: INodeExecutionData,
): void {
	for (const field of fields) {
		if (field.kind !== 'text' || field.role !== 'prompt') continue;
		refuseHalf(field.label, templates[field.name], values[field.name], item);
	}
}

const GRAVE = new Set<Slip['of']>(['startImage', 'lora']);

/** The slip that fails the row; undefined where all are only told. */
export function failing(slips: readonly Slip[], ifMissing: IfMissing): Problem | undefined {
	if (ifMissing === 'tell') return undefined;
	const found = slips.find(({ of, blank }) => ifMissing === 'fail' || (GRAVE.has(of) && !blank));
	if (found === undefined) return undefined;
	return invalidInput(
		found.says,
		'Correct it in the node. If it may be missing, add the option If Something Given Is Missing and choose Tell in the Row. Nothing was sent to the provider.',
	);
}

/** What the row says of the others. */
export const toldOf = (slips: readonly Slip[]): Readonly<Record<string, string>> =>
	slips.length === 0 ? {} : { missing: slips.map(({ says }) => says).join('. ') };
