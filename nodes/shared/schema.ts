import { imageSources } from './imageSources';
import { lorasOf, lorasWire, type Lora } from './loras';
import type { Field, ImageField, JsonField, Model, SizeField, TextField } from './model';
import { invalidInput } from './problem';
import { withTriggerWords } from './prompt';
import type { Target } from './task';
import { checked, integer, isSet, ruleOf, text, wrong } from './values';

export interface Input {
	readonly target: Target;
	/** What goes to the provider, the images still missing. */
	readonly wire: Record<string, unknown>;
	readonly images: readonly {
		readonly name: string;
		readonly label: string;
		/** URLs, `data:` URIs, or names of binary fields of the item. */
		readonly sources: readonly string[];
		readonly many: boolean;
	}[];
	readonly loras: readonly Lora[];
	/** As sent, trigger words included; null where the model's input is free JSON without one. */
	readonly prompt: string | null;
	/** Pictures asked for. */
	readonly count: number;
}

type Raw = Readonly<Record<string, unknown>>;

/** What one field adds to the input. */
interface Part {
	readonly wire?: Raw;
	readonly images?: Input['images'];
	readonly loras?: readonly Lora[];
	readonly triggerWords?: string;
	readonly endpoint?: string;
	readonly version?: string;
	readonly count?: number;
}

/** The n8n parameters that stand for a field. */
function namesOf(field: Field): string[] {
	if (field.kind === 'size') return [field.name, 'customWidth', 'customHeight'];
	if (field.kind !== 'loras') return [field.name];
	if (field.wire.shape !== 'single') return ['lorasMode', 'loras', 'lorasJson'];
	const words = field.level === 'first' ? 'triggerWords' : 'extraTriggerWords';
	return [field.name, field.wire.scale, words];
}

/** The first-level parameters of a model's form, besides its collection `options`. */
export function parameterNames(model: Model): readonly string[] {
	return model.fields.filter(({ level }) => level === 'first').flatMap(namesOf);
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
		throw wrong(label, `at most ${many.max} images`, sources.length);
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
	const asked = input.num_outputs ?? input.num_images;
	return typeof asked === 'number' && Number.isInteger(asked) && asked > 0 ? asked : 1;
}

function jsonPart({ name, label, role }: JsonField, value: unknown): Part {
	if (!isSet(value) || value === '') return role === 'input' ? missing(label) : {};
	const parsed = jsonValue(label, value);
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

function partOf(field: Field, raw: Raw): Part {
	switch (field.kind) {
		case 'text':
			return textPart(field, raw[field.name]);
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

function refuseForeign(model: Model, raw: Raw): void {
	const known = new Set(model.fields.flatMap(namesOf));
	const foreign = Object.keys(raw).find((name) => !known.has(name) && isSet(raw[name]));
	if (foreign === undefined) return;
	throw invalidInput(
		`${model.name} has no input "${foreign}"`,
		'Remove it, or use the custom model, whose input is free.',
	);
}

/** One item's parameters as the provider wants them. Throws a `Problem` that names the field. */
export function parseInput(model: Model, raw: Raw): Input {
	refuseForeign(model, raw);
	const parts = model.fields.map((field) => partOf(field, raw));
	const wire: Record<string, unknown> = Object.assign({}, ...parts.map((part) => part.wire));
	const loras = parts.flatMap((part) => part.loras ?? []);
	const words = [...loras.map((lora) => lora.triggerWords), ...parts.map((p) => p.triggerWords)];
	const field = model.fields.find((one) => one.kind === 'text' && one.role === 'prompt')?.name;
	const given = wire[field ?? 'prompt'];
	if (field !== undefined && typeof given === 'string') {
		wire[field] = withTriggerWords(
			given,
			words.map((phrase) => phrase || null),
		);
	}
	const prompt = wire[field ?? 'prompt'];
	const version = parts.find((part) => part.version !== undefined)?.version;
	const endpoint = parts.find((part) => part.endpoint !== undefined)?.endpoint ?? model.endpoint;
	return {
		target:
			version === undefined ? { endpoint: endpoint ?? '' } : { endpoint: endpoint ?? '', version },
		wire,
		images: parts.flatMap((part) => part.images ?? []),
		loras,
		prompt: typeof prompt === 'string' ? prompt : null,
		count: parts.find((part) => part.count !== undefined)?.count ?? 1,
	};
}
