import { imageSources } from './imageSources';
import { locatorValue } from './locator';
import { lorasOf, lorasWire, type Lora } from './loras';
import type { Field, ImageField, JsonField, SizeField, TextField } from '../model';
import { invalidInput } from '../problem';
import { checked, integer, isSet, ruleOf, text, wrong } from './values';

export interface InputImages {
	readonly name: string;
	readonly label: string;
	/** URLs, `data:` URIs, or names of binary fields of the item. */
	readonly sources: readonly string[];
	readonly many: boolean;
	/** A binary field may hold any file, not pictures alone. */
	readonly anyFile?: boolean;
}

export type Raw = Readonly<Record<string, unknown>>;

/** What one field adds to the input. */
export interface Part {
	readonly wire?: Raw;
	readonly images?: readonly InputImages[];
	readonly loras?: readonly Lora[];
	readonly triggerWords?: string;
	readonly endpoint?: string;
	readonly version?: string;
	readonly count?: number;
}

function missing(label: string): never {
	throw invalidInput(`${label} is empty`, `Fill in ${label}. Nothing was sent to the provider.`);
}

/** `owner/name:version` runs that version; a bare hash is an endpoint by itself. */
function targetOf(value: string): Part {
	const [name, hash] = value.split(':');
	return hash === undefined ? { endpoint: value } : { endpoint: name, version: value };
}

function textPart(field: TextField, value: unknown): Part {
	const { role, label } = field;
	if (role === 'trigger') return { triggerWords: isSet(value) ? String(value).trim() : '' };
	const given = isSet(value) ? String(checked(label, text, value)) : undefined;
	const blank = given === undefined || given.trim() === '';
	if (field.required && blank) return missing(label);
	if (role === 'version') {
		const version = blank ? field.default : checked(label, ruleOf(field), given);
		return { version: version as string | undefined };
	}
	if (role === 'endpoint') return targetOf(checked(label, ruleOf(field), given) as string);
	return given === undefined
		? {}
		: { wire: { [field.name]: checked(label, ruleOf(field), given) } };
}

function sizePart(field: SizeField, raw: Raw): Part {
	const value = raw[field.name];
	if (!isSet(value)) return {};
	if (value !== 'custom') {
		const named = checked(field.label, ruleOf(field), value);
		return named === '' ? {} : { wire: { [field.name]: named } };
	}
	const side = integer(field);
	const width = checked('Width', side, raw.customWidth) as number;
	const height = checked('Height', side, raw.customHeight) as number;
	return {
		wire: { [field.name]: field.wire === 'star' ? `${width}*${height}` : { width, height } },
	};
}

function imagePart({ name, label, many, required }: ImageField, value: unknown): Part {
	const listed = Array.isArray(value) && many !== undefined ? value.join('\n') : value;
	const given = isSet(listed) ? (checked(label, text, listed) as string).trim() : undefined;
	if (given === undefined || given === '') {
		if (required) return missing(label);
		return given === undefined || many !== undefined ? {} : { wire: { [name]: '' } };
	}
	const sources = many === undefined ? [given] : imageSources(given);
	if (many !== undefined && sources.length > many.max) {
		throw invalidInput(
			`${label} must be at most ${many.max}; there are ${sources.length}`,
			`Remove ${sources.length - many.max} of them. Nothing was sent to the provider.`,
		);
	}
	return { images: [{ name, label, sources, many: many !== undefined }] };
}

function jsonValue(label: string, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch (error) {
		throw invalidInput(
			`${label} is no valid JSON: ${(error as Error).message}`,
			`Correct ${label}. Texts and keys stand in double quotes.`,
		);
	}
}

function countIn(input: Raw): number {
	const asked = Number(input.num_outputs ?? input.num_images);
	return Number.isInteger(asked) && asked > 0 ? asked : 1;
}

/** Free JSON may be a plain text as well. */
function anyJson({ name, label }: JsonField, value: unknown): Part {
	const structured = typeof value === 'string' && /^\s*[[{"]/.test(value);
	return { wire: { [name]: structured ? jsonValue(label, value) : value } };
}

function jsonPart(field: JsonField, value: unknown): Part {
	const { name, label, role, holds = 'object' } = field;
	if (!isSet(value) || value === '') return role === 'input' ? missing(label) : {};
	if (holds === 'any') return anyJson(field, value);
	const parsed = jsonValue(label, value);
	if (holds === 'list') {
		if (!Array.isArray(parsed)) throw wrong(label, 'a JSON list, such as ["…"]', parsed);
		return { wire: { [name]: parsed } };
	}
	const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
	if (!isObject) throw wrong(label, 'a JSON object, such as {"prompt": "…"}', parsed);
	const wire = parsed as Raw;
	return role === 'input' ? { wire, count: countIn(wire) } : { wire: { [name]: wire } };
}

function valuePart(field: Field, raw: Raw): Part {
	const value = raw[field.name];
	const hidden =
		field.kind === 'integer' &&
		field.when !== undefined &&
		!field.when.is.includes(String(raw[field.when.field]));
	if (hidden || !isSet(value) || (field.kind === 'seed' && value === '')) return {};
	const sent = checked(field.label, ruleOf(field), value);
	const counts = field.kind === 'integer' && field.role === 'count';
	return { wire: { [field.name]: sent }, count: counts ? (sent as number) : undefined };
}

/** Reads one field. Throws a `Problem` that names it. */
export function partOf(field: Field, raw: Raw): Part {
	switch (field.kind) {
		case 'text':
			return textPart(field, locatorValue(raw[field.name]));
		case 'size':
			return sizePart(field, raw);
		case 'image':
			return imagePart(field, raw[field.name]);
		case 'json':
			return jsonPart(field, raw[field.name]);
		case 'loras': {
			const loras = lorasOf(field, raw);
			return { loras, wire: lorasWire(field, loras) };
		}
		default:
			return valuePart(field, raw);
	}
}
