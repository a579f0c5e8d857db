import type { IExecuteFunctions } from 'n8n-workflow';

import { locatorText } from '../input/locator';
import type { PurchaseOptions } from '../money/purchase';
import type { Model } from '../model';
import { refuseHalfPrompt, slipsIn, type IfMissing, type Slip } from './slips';
import { objectOf } from '../wire/answer';
import { invalidInput } from '../problem';
import { readWebhook } from './webhook';
import { parameterNames, parseInput, type Wanted } from '../input/schema';
import { checked, isSet, oneOf, text, toggle, type Rule } from '../input/values';

export type Operation = 'generate' | 'get' | 'cancel';

/** How to run and what to give back: the collection "Options". */
export interface RunOptions extends PurchaseOptions {
	readonly onFlagged: 'fail' | 'return' | 'drop';
	readonly output: 'perImage' | 'perTask';
	/** Off: links and facts alone. */
	readonly download: boolean;
	readonly binaryPropertyName: string;
	readonly fileName: string;
	readonly includeOtherInputFields: boolean;
	readonly simplify: boolean;
	readonly lookUpTriggerWords: boolean;
	/** Called by the provider when the task is done; signed, so that it is shown nowhere whole. */
	readonly webhook?: string;
	readonly ifMissing: IfMissing;
}

type Raw = Readonly<Record<string, unknown>>;

/** What an item orders, and what in its parameters looks like a slip. */
export interface Read extends Wanted {
	readonly slips: readonly Slip[];
}

/** A number from 1 (or `least`) up; an expression may bring anything. */
function counted(label: string, value: unknown, fallback: number, least = 1): number {
	if (value === undefined || value === null || value === '') return fallback;
	// Number() makes 0 of a blank, an empty list and false, and 0 takes a bound away.
	const written = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
	const number = written ? Number(value) : NaN;
	if (Number.isFinite(number) && number >= least) return number;
	throw invalidInput(
		`${label} must be a number from ${least} up; it is ${JSON.stringify(value)}`,
		`Correct ${label} under Options.`,
	);
}

/** Money has no bound of its own to fall back to: a maximum that stands there and brings nothing is none. */
function costBound(raw: Raw): number {
	const label = 'Maximum Cost per Execution';
	if (!('maxCost' in raw)) return 0;
	if (isSet(raw.maxCost) && raw.maxCost !== '') return counted(label, raw.maxCost, 0, 0);
	throw invalidInput(
		`${label} must be a number from 0 up; it is empty`,
		`Correct ${label} under Options, or remove it.`,
	);
}

/** An expression that finds nothing leaves an option as if it were not there. */
function told<T>(label: string, rule: Rule, value: unknown, usual: T): T {
	return isSet(value) && value !== '' ? (checked(label, rule, value) as T) : usual;
}

const chosen = <T extends string>(label: string, value: unknown, words: readonly [T, ...T[]]) =>
	told(label, oneOf(words.map((word) => ({ value: word, label: word }))), value, words[0]);

const textIn = (label: string, value: unknown) => told(label, text, value, '').trim();

/** Read before any item, so that nothing of the first item's other options fails the rest. */
export function readItemsAtOnce(context: IExecuteFunctions): number {
	const value = context.getNodeParameter('execution.itemsAtOnce', 0, 20);
	return Math.floor(counted('Items at Once, at Most', value, 20));
}

const otherFields = (raw: Raw) =>
	told('Include Other Input Fields', toggle, raw.includeOtherInputFields, false);

/** For a row that failed, perhaps by its options: what cannot be read is off. */
export function includesOthers(context: IExecuteFunctions, item: number): boolean {
	try {
		return otherFields(context.getNodeParameter('execution', item, {}) as Raw);
	} catch {
		return false;
	}
}

export function readRunOptions(context: IExecuteFunctions, item: number): RunOptions {
	const raw = context.getNodeParameter('execution', item, {}) as Raw;
	const field = textIn('Put Output File in Field', raw.binaryPropertyName);
	const waitForTask =
		chosen('When to Continue', raw.whenToContinue, ['done', 'submitted']) === 'done';
	return {
		waitForTask,
		webhook: readWebhook(textIn('Webhook URL', raw.webhookUrl), waitForTask),
		timeoutMs: counted('Timeout', raw.timeout, 600) * 1000,
		cancelOnTimeout: told('Cancel at the Provider on Timeout', toggle, raw.cancelOnTimeout, false),
		onFlagged: chosen('If an Image Is Flagged', raw.onFlagged, ['fail', 'return', 'drop']),
		output: chosen('Output', raw.output, ['perImage', 'perTask']),
		download: told('Download the Images', toggle, raw.download, true),
		binaryPropertyName: field === '' ? 'data' : field,
		fileName: textIn('File Name', raw.fileName),
		includeOtherInputFields: otherFields(raw),
		simplify: told('Simplify', toggle, raw.simplify, true),
		maxBytes: counted('Maximum File Size', raw.maxFileSize, 256, 0.001) * 1024 * 1024,
		maxImages: counted('Maximum Images per Execution', raw.maxImages, 100, 0),
		maxCost: costBound(raw),
		lookUpTriggerWords: told('Look Up Trigger Words', toggle, raw.lookUpTriggerWords, false),
		ifMissing: chosen('If Something Given Is Missing', raw.ifMissing, ['usual', 'tell', 'fail']),
	};
}

/**
 * The model and the operation take no expression: with a model by expression n8n drops one model's options
 * and keeps the other's, and a wrong picture is paid for (n8n.md 7). Throws a `Problem`.
 */
function literal(context: IExecuteFunctions, name: 'model' | 'operation'): string {
	const raw = context.getNode().parameters[name];
	// n8n cuts the leading `=` of a field that takes no expression.
	if (typeof raw === 'string' && /^=|\{\{/.test(raw)) {
		const label = name === 'model' ? 'Model' : 'Operation';
		throw invalidInput(
			`${label} is given by an expression, and n8n would mix up the fields of two models`,
			'Choose it from the list. To choose per item, put a Switch before several of these nodes, or use the custom model, whose endpoint may be an expression.',
		);
	}
	return context.getNodeParameter(name, 0) as string;
}

export function readOperation(context: IExecuteFunctions): Operation {
	const operation = literal(context, 'operation');
	if (operation === 'generate' || operation === 'get' || operation === 'cancel') return operation;
	throw invalidInput(
		`This version of the node does not know the operation "${operation}"`,
		'Choose Generate, Get a Task or Cancel a Task.',
	);
}

/** Reads and checks one item's model and fields. Throws a `Problem` that names the field. */
export function readWanted(
	context: IExecuteFunctions,
	models: readonly Model[],
	item: number,
): Read {
	const id = literal(context, 'model');
	const model = models.find((known) => known.id === id);
	if (model === undefined) {
		throw invalidInput(
			`This version of the node does not know the model "${id}"`,
			'Choose a model from the list, or use the custom model with this endpoint.',
		);
	}
	// n8n throws for a parameter that the form does not show now, such as `lorasJson` beside `loras`.
	const shown = context.getNode().parameters;
	const raw: Record<string, unknown> = {};
	for (const name of parameterNames(model)) {
		if (name in shown) raw[name] = context.getNodeParameter(name, item);
	}
	const options = context.getNodeParameter('options', item, {}) as Record<string, unknown>;
	const values = { ...raw, ...options };
	const templates = { ...shown, ...objectOf(shown.options) };
	refuseHalfPrompt(model.fields, templates, values, context.getInputData()[item]);
	return {
		model,
		input: parseInput(model, values),
		slips: slipsIn(model.fields, templates, values),
	};
}

/** What an item says it wants, unchecked, for the row of a failure; null where nothing readable is said. */
export function saidOf(context: IExecuteFunctions, models: readonly Model[], item: number) {
	const said = (name: string): string | null => {
		try {
			return locatorText(context.getNodeParameter(name, item, '')) || null;
		} catch {
			return null;
		}
	};
	const id = context.getNode().parameters.model;
	const model = models.find((known) => known.id === id);
	const naming = model?.fields.find((field) => 'role' in field && field.role === 'endpoint');
	return {
		model: model?.endpoint ?? said(naming?.name ?? 'anyModel'),
		prompt: said('prompt'),
	};
}
