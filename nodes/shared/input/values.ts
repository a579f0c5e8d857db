import type { Choice, Field, SizeField } from '../model';
import { invalidInput, type Problem } from '../problem';
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

/** Sheets and expressions bring numbers as texts. */
const numeric = (value: unknown) =>
	typeof value === 'string' && /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(value)
		? Number(value)
		: value;

const logical = (value: unknown) => {
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	return word === 'true' ? true : word === 'false' ? false : value;
};

const textual = (value: unknown) => (typeof value === 'number' ? String(value) : value);

function within({ min, max }: Bounds): string {
	if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
	return min !== undefined ? ` from ${min} up` : max !== undefined ? ` up to ${max}` : '';
}

function numberIn({ min, max }: Bounds, number: z.ZodNumber) {
	const low = min === undefined ? number : number.min(min);
	return z.preprocess(numeric, max === undefined ? low : low.max(max));
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
		schema: z.preprocess(textual, z.enum(values)),
		says: `one of ${values.map((value) => value || '(empty)').join(', ')}`,
	};
}

export const text: Rule = { schema: z.preprocess(textual, z.string()), says: 'a text' };

export const toggle: Rule = { schema: z.preprocess(logical, z.boolean()), says: 'true or false' };

function patterned({ source, says }: { readonly source: string; readonly says: string }): Rule {
	const schema = z.string().trim().regex(new RegExp(source));
	return { schema: z.preprocess(textual, schema), says };
}

/** A named size, or for WaveSpeed any `W*H` within the range. */
function size({ choices, wire, min, max }: SizeField): Rule {
	const named = oneOf([...choices, { value: 'custom', label: 'Custom' }]);
	if (wire === 'object') return named;
	const sides = z
		.string()
		.regex(/^\d+\*\d+$/)
		.refine((value) => value.split('*').every((side) => +side >= min && +side <= max));
	return {
		schema: z.union([named.schema, sides]),
		says: `width*height with ${min} to ${max} pixels a side, such as 1024*1024`,
	};
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
		case 'size':
			return size(field);
		case 'text':
			return field.pattern === undefined ? text : patterned(field.pattern);
		default:
			return text;
	}
}

function shown(value: unknown): string {
	if (value === '' || !isSet(value)) return 'empty';
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
	const result = rule.schema.safeParse(value);
	if (!result.success) throw wrong(label, rule.says, value);
	return result.data;
}

/** Presence: n8n gives `null` for an expression that finds nothing. */
export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null;
}
