import { choiceFor } from './choices';
import type { Choice, Field } from '../model';
import { invalidInput, type Problem } from '../problem';
import { refuseTemplate } from './template';
import { z } from '../vendor';

/** What a value must be, for the check and for the person. */
export interface Rule {
	readonly schema: z.ZodType;
	/** Completes "… must be". */
	readonly says: string;
}

interface Bounds {
	readonly min?: number;
	readonly max?: number;
}

/** Presence: n8n gives `null` for an expression that finds nothing. */
export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null;
}

/** A blank cell of a sheet, `null` and a missing value are the same: nothing was given. */
export function isGiven(value: unknown): boolean {
	return isSet(value) && (typeof value !== 'string' || value.trim() !== '');
}

/** What people write between the digits of a large number. */
const GROUPS = /(?<=\d)[\s'\u2019](?=\d{3})/g;

/** Each way in which a text can be read as a number: with a point, with a decimal comma, with commas between thousands. */
function numbersIn(text: string): number[] {
	const bare = text.trim().replace('\u2212', '-').replace(GROUPS, '');
	const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
	const readings = [
		bare,
		/^[+-]?\d*,\d+$|^[+-]?\d{1,3}(?:\.\d{3})+,\d*$/.test(bare)
			? bare.replace(/\./g, '').replace(',', '.')
			: '',
		/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(bare) ? bare.replace(/,/g, '') : '',
	];
	return readings.filter((reading) => plain.test(reading)).map(Number);
}

/** The one number that a text can mean here; a text with two meanings stays one, and is refused. */
function numeric(number: z.ZodNumber) {
	return (value: unknown) => {
		if (typeof value !== 'string') return value;
		const meant = new Set(numbersIn(value).filter((one) => number.safeParse(one).success));
		return meant.size === 1 ? [...meant][0] : value;
	};
}

const YES = new Set(['true', 'yes', 'on', '1', 'y']);
const NO = new Set(['false', 'no', 'off', '0', 'n']);

function logical(value: unknown): unknown {
	if (typeof value !== 'string' && typeof value !== 'number') return value;
	const word = String(value).trim().toLowerCase();
	return YES.has(word) ? true : NO.has(word) ? false : value;
}

const textual = (value: unknown) => (typeof value === 'number' ? String(value) : value);

function within({ min, max }: Bounds): string {
	if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
	return min !== undefined ? ` from ${min} up` : max !== undefined ? ` up to ${max}` : '';
}

function numberIn({ min, max }: Bounds, number: z.ZodNumber) {
	const low = min === undefined ? number : number.min(min);
	const both = max === undefined ? low : low.max(max);
	return z.preprocess(numeric(both), both);
}

export function integer(bounds: Bounds): Rule {
	return { schema: numberIn(bounds, z.number().int()), says: `a whole number${within(bounds)}` };
}

export function decimal(bounds: Bounds): Rule {
	return { schema: numberIn(bounds, z.number()), says: `a number${within(bounds)}` };
}

export function oneOf(choices: readonly Choice[]): Rule {
	const values = choices.map(({ value }) => value);
	return {
		schema: z.preprocess((value) => choiceFor(choices, value) ?? value, z.enum(values)),
		says: `one of ${values.map((value) => value || '(empty)').join(', ')}`,
	};
}

export const text: Rule = { schema: z.preprocess(textual, z.string()), says: 'a text' };

export const toggle: Rule = {
	schema: z.preprocess(logical, z.boolean()),
	says: 'true or false, yes or no',
};

function patterned({ source, says }: { readonly source: string; readonly says: string }): Rule {
	const schema = z.string().trim().regex(new RegExp(source));
	return { schema: z.preprocess(textual, schema), says };
}

/** The rule of a field that is one value; LoRAs, images and JSON have readers of their own. */
export function ruleOf(field: Field): Rule {
	switch (field.kind) {
		case 'integer':
			return integer(field);
		case 'seed':
			return integer(field);
		case 'decimal':
			return decimal(field);
		case 'toggle':
			return toggle;
		case 'choice':
			return oneOf(field.choices);
		case 'text':
			return field.pattern === undefined ? text : patterned(field.pattern);
		default:
			return text;
	}
}

function shown(value: unknown): string {
	if (!isGiven(value)) return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object' && value !== null) return 'an object';
	if (typeof value !== 'string') return String(value);
	return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
}

export function wrong(label: string, says: string, value: unknown): Problem {
	return invalidInput(
		`${label} must be ${says}; it is ${shown(value)}`,
		`Correct ${label}. Nothing was sent to the provider.`,
	);
}

/** Throws a `Problem` that names the field, what it takes, and what was given. */
export function checked(label: string, rule: Rule, value: unknown): unknown {
	refuseTemplate(label, value);
	const result = rule.schema.safeParse(value);
	if (!result.success) throw wrong(label, rule.says, value);
	return result.data;
}
