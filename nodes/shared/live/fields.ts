import { clip, objectOf } from '../wire/answer';
import { isSecretInput } from '../wire/details';
import type { Choice, Field, JsonField } from '../model';
import { choiceLabel, labelOf, sentenceOf } from './labels';
import { typeOf, type Schema } from './schema';

/** One input of a live model: how it is asked for, and what its value must be. */
export interface LiveField {
	readonly field: Field;
	readonly schema: Schema;
}

/** Wire names of secret inputs that the credential holds (providers.md 1.10). */
const TOKENS = { hf_api_token: 'huggingFaceToken', civitai_api_token: 'civitaiToken' } as const;

/** fal and WaveSpeed mark few of their file inputs; the name tells (models.md 3.2, 3.3). */
const FILE_NAME =
	/(?:^|_)(?:image|img|mask|video|audio|photo|picture|frame)s?$|(?:^|_)ur[il]s?$|_ur[il]s?_/i;

/** LoRAs are named by repos as well, which no file is. */
export const looksLikeFile = (name: string) => FILE_NAME.test(name) && !/lora|weights/i.test(name);

const bounded = (value: unknown) => (typeof value === 'number' ? value : undefined);

function isFile(name: string, schema: Schema): boolean {
	const { format } = schema;
	const component = schema['x-ui-component'];
	if (schema['x-accept'] !== undefined || format === 'uri' || format === 'binary') return true;
	if (/^uploader/.test(typeof component === 'string' ? component : '')) return true;
	if (objectOf(schema.ui).field !== undefined) {
		return /^(?:image|video|audio|file|mask)/.test(String(objectOf(schema.ui).field));
	}
	return component === undefined && looksLikeFile(name);
}

/** The members of an enum, also of one that stands beside an object (fal's `image_size`). */
export function membersOf(schema: Schema): readonly unknown[] {
	const branches = Array.isArray(schema.anyOf) ? (schema.anyOf as Schema[]) : [];
	const found = [schema, ...branches].find((one) => Array.isArray(one.enum))?.enum;
	return ((found ?? []) as unknown[]).filter((member) => member !== null);
}

function choicesOf(schema: Schema): readonly Choice[] {
	return [...new Set(membersOf(schema).map(String))].map((value) => ({
		value,
		label: choiceLabel(value),
	}));
}

/** At most this many of a list of files; a schema without a bound leaves it to the provider. */
const MANY = 100;

function numberOf(schema: Schema, whole: boolean) {
	const { exclusiveMinimum: above, exclusiveMaximum: below } = schema;
	const step = whole ? 1 : 0;
	const min = bounded(schema.minimum) ?? (typeof above === 'number' ? above + step : undefined);
	const max = bounded(schema.maximum) ?? (typeof below === 'number' ? below - step : undefined);
	return {
		...(min === undefined ? {} : { min: whole ? Math.ceil(min) : min }),
		...(max === undefined ? {} : { max: whole ? Math.floor(max) : max }),
		...(typeof schema.default === 'number' ? { default: schema.default } : {}),
	};
}

/** Inputs that say how many pictures are made. */
export const COUNTS = /^(?:num|number_of)_(?:images|outputs)$/;

type Common = Pick<Field, 'name' | 'label' | 'help' | 'required'>;

function listField(common: Common, schema: Schema): Field {
	const items = objectOf(schema.items);
	const texts = typeOf(items) === undefined || typeOf(items) === 'string';
	const files = texts && (isFile(common.name, schema) || items.format === 'uri');
	if (files) return { ...common, kind: 'image', many: { max: bounded(schema.maxItems) ?? MANY } };
	return jsonField(common, schema, 'list');
}

function jsonField(common: Common, schema: Schema, holds: JsonField['holds']): Field {
	const { default: value } = schema;
	const empty = holds === 'list' ? '[]' : '{}';
	return {
		...common,
		kind: 'json',
		holds,
		default: value === undefined || value === null ? empty : JSON.stringify(value),
	};
}

function textField(common: Common, schema: Schema): Field {
	if (isFile(common.name, schema)) return { ...common, kind: 'image' };
	const long = /prompt|text|caption/.test(common.name) || schema['x-ui-component'] === 'textarea';
	return {
		...common,
		kind: 'text',
		...(long ? { rows: 4 } : {}),
		...(common.name === 'prompt' ? { role: 'prompt' } : {}),
		...(typeof schema.default === 'string' ? { default: schema.default } : {}),
	};
}

/** Our words for one property; undefined for what the person at the form must not see. */
export function fieldOf(name: string, schema: Schema, required: boolean): Field | undefined {
	if (isSecretInput(schema) || schema['x-hidden'] === true) return undefined;
	const label = labelOf(name, schema.title);
	const help = clip(sentenceOf(label, schema), 600);
	const common = { name, label, help, ...(required ? { required } : {}) };
	const choices = choicesOf(schema);
	if (choices.length > 0) {
		const said = String(schema.default);
		const known = choices.some(({ value }) => value === said);
		return { ...common, kind: 'choice', choices, default: known ? said : choices[0].value };
	}
	switch (typeOf(schema)) {
		case 'boolean':
			return { ...common, kind: 'toggle', default: schema.default === true };
		case 'integer': {
			const { default: _, ...range } = numberOf(schema, true);
			if (name === 'seed') return { ...common, kind: 'seed', ...range };
			const role = COUNTS.test(name) ? ({ role: 'count' } as const) : {};
			return { ...common, kind: 'integer', ...numberOf(schema, true), ...role };
		}
		case 'number':
			return { ...common, kind: 'decimal', ...numberOf(schema, false) };
		case 'string':
			return textField(common, schema);
		case 'array':
			return listField(common, schema);
		case 'object':
			return jsonField(common, schema, 'object');
		default:
			return jsonField(common, schema, 'any');
	}
}

/** Secret inputs that the credential's tokens fill. */
export function tokensOf(properties: Readonly<Record<string, Schema>>) {
	const known = Object.entries(TOKENS).filter(
		([name]) => properties[name] !== undefined && isSecretInput(properties[name]),
	);
	return Object.fromEntries(known) as Readonly<
		Record<string, (typeof TOKENS)[keyof typeof TOKENS]>
	>;
}
