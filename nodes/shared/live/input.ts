import { objectOf } from '../wire/answer';
import type { Lora } from '../input/loras';
import type { Field, LoraSpelling, Model } from '../model';
import { partOf, type InputImages, type Part, type Raw } from '../input/parts';
import { invalidInput } from '../problem';
import type { Input } from '../input/schema';
import { choiceFor } from '../input/choices';
import { sidesOf } from '../input/sides';
import { isGiven, isSet } from '../input/values';
import { checkInput } from './check';
import type { LiveModel } from './document';
import { COUNTS, membersOf, type LiveField } from './fields';
import { typeOf, type Schema } from './schema';

/** Values that a list of choices does not hold, where the schema allows another kind beside it (fal's `image_size`). */
function besideChoices({ field, schema }: LiveField, value: unknown): Part | undefined {
	if (field.kind !== 'choice' || !Array.isArray(schema.anyOf)) return undefined;
	if (choiceFor(field.choices, value) !== undefined) return undefined;
	return { wire: { [field.name]: sidesOf(value) ?? value } };
}

/** A choice is a text in the form and what the schema lists on the wire, often a number. */
function memberOf({ field, schema }: LiveField, part: Part): Part {
	if (field.kind !== 'choice') return part;
	const chosen = part.wire?.[field.name];
	const member = membersOf(schema).find((one) => String(one) === chosen);
	return { wire: { [field.name]: member ?? chosen } };
}

function partFor(live: LiveField, raw: Raw, structured: boolean): Part {
	const { field } = live;
	const value = raw[field.name];
	const emptyList = field.kind === 'image' && Array.isArray(value) && value.length === 0;
	if (!isGiven(value) || emptyList) {
		if (field.required !== true) return {};
		throw invalidInput(
			`${field.label} is empty`,
			`Fill in ${field.label}. Nothing was sent to the provider.`,
		);
	}
	return besideChoices(live, value) ?? memberOf(live, partOf(field, raw, structured));
}

/** The pictures as the validator sees them: their sources. */
const sourcesOf = (images: readonly InputImages[]) =>
	Object.fromEntries(
		images.map(({ name, sources, many }) => {
			const texts = sources.map((source) => (typeof source === 'string' ? source : 'binary'));
			return [name, many ? texts : texts[0]] as const;
		}),
	);

/** The wire names of a LoRA's strength (models.md 0). */
const scaleNames = (name: string) => [
	`${name}_scale`,
	name.replace(/_?weights?$/, '_scale'),
	'lora_scale',
	'lora_strength',
];

const LORA = /lora|weights/;

/** How a model reads a place, as far as its shape and name tell (models.md 2.3). */
function spellingOf(name: string, value: unknown, endpoint: string): LoraSpelling | undefined {
	if (name === 'hf_lora') return 'lucataco';
	if (Array.isArray(value)) return value.some((one) => typeof one === 'string') ? 'links' : 'repo';
	const cog =
		/^(?:black-forest-labs|replicate)\//.test(endpoint) &&
		/^(?:lora_weights|extra_lora|replicate_weights)$/;
	return cog !== false && cog.test(name) ? 'cog' : undefined;
}

/** The LoRAs of an input of any shape, as far as a path and a strength can be read. */
function lorasIn({ fields, target }: LiveModel, wire: Raw): Lora[] {
	return fields.flatMap(({ field: { name } }): Lora[] => {
		if (!LORA.test(name)) return [];
		const value = wire[name];
		const alone = scaleNames(name).flatMap((one) => (one === name ? [] : [wire[one]]));
		const scales = alone.find(isSet);
		const entries = [value].flat().map((entry, index) => {
			const { path, scale } =
				typeof entry === 'string' ? { path: entry, scale: undefined } : objectOf(entry);
			return { path, scale: scale ?? (Array.isArray(scales) ? scales[index] : scales) ?? 1, index };
		});
		const spelling = spellingOf(name, value, target.endpoint);
		return entries.flatMap(({ path, scale, index }): Lora[] => {
			if (typeof path !== 'string' || path.trim() === '' || typeof scale !== 'number') return [];
			const at = Array.isArray(value) ? { index } : {};
			const place = spelling === undefined ? {} : { place: { name, spelling, ...at } };
			return [{ path, scale, triggerWords: null, ...place }];
		});
	});
}

/** Pictures asked for, by a number or a choice of numbers; some models make several unless told otherwise. */
function countOf({ fields }: LiveModel, wire: Raw): number {
	const asked = fields
		.filter(({ field }) => COUNTS.test(field.name))
		.map(({ field, schema }) => Number(wire[field.name] ?? schema.default ?? 1));
	return asked.find((count) => Number.isInteger(count) && count > 0) ?? 1;
}

function refuseForeign(model: LiveModel, raw: Raw): void {
	const known = new Set(model.fields.map(({ field }) => field.name));
	const foreign = Object.keys(raw).find((name) => !known.has(name) && isSet(raw[name]));
	if (foreign === undefined) return;
	throw invalidInput(
		`${model.target.endpoint} has no input "${foreign}" any more`,
		'Remove it from the inputs; "Refresh input list" in the menu beside them shows what the model takes now.',
	);
}

/** One item's values as the model wants them. Throws a `Problem` that names the field. */
export function parseLive(model: LiveModel, raw: Raw): Input {
	refuseForeign(model, raw);
	const structured = /flux[-_.]?2/i.test(model.target.endpoint);
	const parts = model.fields.map((live) => partFor(live, raw, structured));
	const wire: Record<string, unknown> = Object.assign({}, ...parts.map((part) => part.wire));
	const images = parts.flatMap((part) => part.images ?? []);
	checkInput(model, { ...wire, ...sourcesOf(images) });
	const { prompt } = wire;
	return {
		target: model.target,
		wire,
		images: images.map((image) => ({ ...image, anyFile: true })),
		loras: lorasIn(model, wire),
		prompt: typeof prompt === 'string' ? prompt : null,
		count: countOf(model, wire),
		assumed: assumedIn(model),
		openDrivers: openDriversIn(model, wire),
	};
}

/** Amounts of work, by their kind or their name. */
const isAmount = (name: string, schema: Schema): boolean =>
	['integer', 'number'].includes(typeOf(schema) ?? '') ||
	Array.isArray(schema.enum) ||
	/size|resolution|ratio|duration|seconds|quality/.test(name);

/** What may drive the price, was left out, and has no default that anybody tells. */
function openDriversIn({ schema }: LiveModel, wire: Raw): string[] {
	return Object.entries(objectOf(schema.properties) as Readonly<Record<string, Schema>>)
		.filter(([name, property]) => name !== 'seed' && isAmount(name, property))
		.filter(([name, { default: value }]) => !(name in wire) && (value ?? null) === null)
		.map(([name]) => name);
}

/** The schema's own defaults, of inputs that the form does not show as well. */
function assumedIn({ schema }: LiveModel): Record<string, unknown> {
	const properties = Object.entries(objectOf(schema.properties));
	const defaults = properties.map(([name, property]) => [name, objectOf(property).default]);
	return Object.fromEntries(
		defaults.filter(([, value]) => value !== undefined && value !== null),
	) as Record<string, unknown>;
}

/** What the rest of the node knows of a chosen model. */
export function modelOf(live: LiveModel): Model {
	return {
		id: 'anyModel',
		endpoint: live.target.endpoint,
		name: live.target.endpoint,
		summary: '',
		docs: live.docs,
		seconds: TYPICAL_SECONDS,
		tokens: live.tokens,
		fields: live.fields.map(({ field }): Field => field),
	};
}

/** Nothing is known of a model's pace before it has run; the process learns it. */
export const TYPICAL_SECONDS = 8;
