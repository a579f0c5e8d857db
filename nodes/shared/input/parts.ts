import { choiceFor, sameWord } from './choices';
import { imageSources, type ImageSource } from './imageSources';
import { locatorValue } from './locator';
import { lorasOf, lorasWire, type Lora } from './loras';
import type { Field, ImageField, JsonField, SizeField, TextField } from '../model';
import { invalidInput } from '../problem';
import { promptIn } from './prompt';
import { sidesOf } from './sides';
import { refuseTemplate, refuseTemplates } from './template';
import { checked, integer, isGiven, ruleOf, text, wrong } from './values';

export interface InputImages {
	readonly name: string;
	readonly label: string;
	readonly sources: readonly ImageSource[];
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

/** Weights of a model that has its own strength beside them. */
function weightsPart({ name }: TextField, path: string, { lora_scale: scale = 1 }: Raw): Part {
	const place = { name, spelling: 'cog' } as const;
	return {
		wire: { [name]: path },
		loras: [{ path, scale: Number(scale), triggerWords: null, place }],
	};
}

function textPart(field: TextField, raw: Raw, structured: boolean): Part {
	const value = locatorValue(raw[field.name]);
	const { role, label } = field;
	const blank = !isGiven(value);
	const given = blank ? undefined : String(checked(label, text, value));
	if (role === 'trigger') return { triggerWords: given?.trim() ?? '' };
	if (field.required && blank) return missing(label);
	if (role === 'version') {
		const version = blank ? field.default : checked(label, ruleOf(field), given);
		return { version: version as string | undefined };
	}
	if (role === 'weights') return given === undefined ? {} : weightsPart(field, given, raw);
	if (role === 'endpoint') return targetOf(checked(label, ruleOf(field), given) as string);
	if (role === 'prompt' && given !== undefined) {
		return { wire: { [field.name]: promptIn(label, given, structured) } };
	}
	return given === undefined
		? {}
		: { wire: { [field.name]: checked(label, ruleOf(field), given) } };
}

function sizePart(field: SizeField, raw: Raw): Part {
	const { name, label, choices, min, max } = field;
	const value = raw[name];
	if (!isGiven(value)) return {};
	refuseTemplate(label, value);
	const named = choiceFor([...choices, { value: 'custom', label: 'Custom' }], value);
	if (named !== undefined && named !== 'custom') return { wire: { [name]: named } };
	const sides = sidesOf(value);
	if (named === undefined && sides === undefined) {
		const names = choices.map((choice) => choice.value || '(empty)').join(', ');
		const says = `one of ${names}, custom, or width x height with ${min} to ${max} pixels a side`;
		throw wrong(label, says, value);
	}
	const side = integer(field);
	const width = checked('Width', side, sides?.width ?? raw.customWidth) as number;
	const height = checked('Height', side, sides?.height ?? raw.customHeight) as number;
	return { wire: { [name]: field.wire === 'star' ? `${width}*${height}` : { width, height } } };
}

function imagePart({ name, label, many, required }: ImageField, value: unknown): Part {
	const sources = imageSources(label, value, many !== undefined);
	if (sources.length === 0) return required ? missing(label) : {};
	const max = many?.max ?? 1;
	if (sources.length > max) {
		throw invalidInput(
			`${label} must be at most ${max}; there are ${sources.length}`,
			`Remove ${sources.length - max} of them. Nothing was sent to the provider.`,
		);
	}
	return { images: [{ name, label, sources, many: many !== undefined }] };
}

function jsonValue(label: string, value: unknown): unknown {
	const parsed = parsedJson(label, value);
	refuseTemplates(label, parsed);
	return parsed;
}

function parsedJson(label: string, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	refuseTemplate(label, value);
	try {
		return JSON.parse(value);
	} catch (error) {
		throw invalidInput(
			`${label} is no valid JSON: ${(error as Error).message}`,
			`Correct ${label}. Texts and keys stand in double quotes; a text by expression goes in as {{ JSON.stringify($json.text) }} without quotes around it, or give the whole by one expression that returns an object.`,
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
	if (!isGiven(value)) return role === 'input' ? missing(label) : {};
	if (holds === 'any') return anyJson(field, value);
	const parsed = jsonValue(label, value);
	if (holds === 'list') {
		if (!Array.isArray(parsed)) throw wrong(label, 'a JSON list, such as ["…"]', parsed);
		return { wire: { [name]: parsed } };
	}
	const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
	if (!isObject) throw wrong(label, 'a JSON object, such as {"prompt": "…"}', parsed);
	const wire = parsed as Raw;
	if (role !== 'input') return { wire: { [name]: wire } };
	const { prompt } = wire;
	const read = typeof prompt === 'string' && prompt.trim() !== '';
	const input = read ? { ...wire, prompt: promptIn('The prompt', prompt, true) } : wire;
	return { wire: input, count: countIn(wire) };
}

function valuePart(field: Field, raw: Raw): Part {
	const value = raw[field.name];
	const hidden =
		field.kind === 'integer' &&
		field.when !== undefined &&
		!field.when.is.some((one) => sameWord(one, raw[field.when?.field ?? '']));
	if (hidden || !isGiven(value)) {
		const needed = field.required === true && !hidden;
		return needed ? missing(field.label) : {};
	}
	const sent = checked(field.label, ruleOf(field), value);
	const counts = field.kind === 'integer' && field.role === 'count';
	return { wire: { [field.name]: sent }, count: counts ? (sent as number) : undefined };
}

/** Reads one field; some models read a prompt that is JSON. Throws a `Problem` that names the field. */
export function partOf(field: Field, raw: Raw, structured = false): Part {
	switch (field.kind) {
		case 'text':
			return textPart(field, raw, structured);
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
