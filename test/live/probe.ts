import { parseLive } from '../../nodes/shared/live/input';
import type { LiveModel } from '../../nodes/shared/live/document';
import { membersOf, type LiveField } from '../../nodes/shared/live/fields';
import { typeOf, type Schema } from '../../nodes/shared/live/schema';

type Values = Readonly<Record<string, unknown>>;

/** A value that a schema allows, as plain as it can be. */
export function some(schema: Schema): unknown {
	const { default: preset, minimum, exclusiveMinimum, items, properties, required } = schema;
	if (preset !== undefined && preset !== null) return preset;
	const [member] = membersOf(schema);
	if (member !== undefined) return member;
	switch (typeOf(schema)) {
		case 'integer':
		case 'number':
			return Number(minimum ?? Number(exclusiveMinimum ?? 0) + 1);
		case 'boolean':
			return true;
		case 'array':
			return Array.from({ length: Number(schema.minItems ?? 1) }, () =>
				some((items ?? {}) as Schema),
			);
		case 'object': {
			const needed = (required ?? []) as readonly string[];
			const parts = (properties ?? {}) as Readonly<Record<string, Schema>>;
			return Object.fromEntries(needed.map((name) => [name, some(parts[name])]));
		}
		default:
			return 'https://example.com/some'.padEnd(Number(schema.minLength ?? 0), '.');
	}
}

/** What the form brings at least: a value for each required input. */
export const least = ({ fields }: LiveModel): Values =>
	Object.fromEntries(
		fields
			.filter(({ field }) => field.required)
			.map(({ field, schema }) => [field.name, some(schema)]),
	);

/** Every default that the schema names. */
export const presets = ({ fields }: LiveModel): Values =>
	Object.fromEntries(
		fields
			.filter(({ schema }) => schema.default !== undefined && schema.default !== null)
			.map(({ field, schema }) => [field.name, schema.default]),
	);

export interface Breach {
	readonly name: string;
	readonly says: string;
	readonly value: unknown;
}

const number = (value: unknown) => (typeof value === 'number' ? value : undefined);

/** Values that each break one bound of one input. */
function breachesOf({ field, schema }: LiveField): Breach[] {
	const found: Breach[] = [];
	const { name } = field;
	const add = (says: string, value: unknown) => found.push({ name, says, value });
	const type = typeOf(schema);
	const numeric = type === 'integer' || type === 'number';
	const [min, max] = [number(schema.minimum), number(schema.maximum)];
	const [above, below] = [number(schema.exclusiveMinimum), number(schema.exclusiveMaximum)];
	const members = membersOf(schema);
	if (members.length > 0) add('no such choice', 'no-such-choice');
	else if (numeric) {
		if (min !== undefined) add(`below ${min}`, min - 1);
		if (max !== undefined) add(`above ${max}`, max + 1);
		if (above !== undefined) add(`not above ${above}`, above);
		if (below !== undefined) add(`not below ${below}`, below);
		add('a word for a number', 'many');
		if (type === 'integer') add('a broken number', (min ?? 0) + 0.5);
	}
	if (type === 'boolean') add('a word for a toggle', 'perhaps');
	const { maxLength, minLength, maxItems, minItems, items } = schema;
	if (type === 'string' && typeof maxLength === 'number')
		add('too long', 'x'.repeat(maxLength + 1));
	if (type === 'string' && Number(minLength) > 1) add('too short', 'x');
	if (type === 'string' && schema.pattern !== undefined) add('another pattern', '\u0000');
	if (schema.uniqueItems === true) {
		const one = some((items ?? {}) as Schema);
		add('the same twice', [one, one]);
	}
	if (type === 'array' && typeof maxItems === 'number') {
		add(
			'too many',
			Array.from({ length: maxItems + 1 }, () => some((items ?? {}) as Schema)),
		);
	}
	if (type === 'array' && Number(minItems) > 0 && (field.kind !== 'image' || field.required))
		add('too few', []);
	return [...found, ...breachesInside(name, type, schema)];
}

/** Values beyond what one part of a list or an object allows. */
function beyond(schema: Schema): ReadonlyArray<readonly [string, unknown]> {
	const [min, max] = [number(schema.minimum), number(schema.maximum)];
	const [above, below] = [number(schema.exclusiveMinimum), number(schema.exclusiveMaximum)];
	return [
		...(min === undefined ? [] : [[`below ${min}`, min - 1] as const]),
		...(max === undefined ? [] : [[`above ${max}`, max + 1] as const]),
		...(above === undefined ? [] : [[`not above ${above}`, above] as const]),
		...(below === undefined ? [] : [[`not below ${below}`, below] as const]),
		...(membersOf(schema).length === 0 ? [] : [['no such choice', 'no-such-choice'] as const]),
	];
}

/** The object beside named sizes, or the only one there is. */
function objectIn(schema: Schema): Schema | undefined {
	const branches = Array.isArray(schema.anyOf) ? (schema.anyOf as Schema[]) : [];
	return [schema, ...branches].find(({ properties }) => properties !== undefined);
}

/** The same one level down, where LoRAs and sizes have theirs. */
function breachesInside(name: string, type: string | undefined, schema: Schema): Breach[] {
	const inner = type === 'array' ? (schema.items as Schema | undefined) : objectIn(schema);
	const { properties, required = [] } = (inner ?? {}) as {
		readonly properties?: Readonly<Record<string, Schema>>;
		readonly required?: readonly string[];
	};
	const whole = (values: unknown) => (type === 'array' ? [values] : values);
	if (properties === undefined) {
		if (type !== 'array' || inner === undefined) return [];
		return beyond(inner).map(([says, value]) => ({ name, says, value: [value] }));
	}
	const good = some({ ...inner, type: 'object' }) as Values;
	const parts = Object.entries(properties).flatMap(([key, part]) =>
		beyond(part).map(([says, value]) => ({
			says: `${key} ${says}`,
			value: { ...good, [key]: value },
		})),
	);
	const without = required.map((key) => ({
		says: `without ${key}`,
		value: Object.fromEntries(Object.entries(good).filter(([one]) => one !== key)),
	}));
	return [...parts, ...without].map(({ says, value }) => ({ name, says, value: whole(value) }));
}

export const breaches = ({ fields }: LiveModel): readonly Breach[] => fields.flatMap(breachesOf);

/** Undefined when the model takes the values, else the words of the refusal. */
export function refusalOf(model: LiveModel, values: Values): string | undefined {
	try {
		parseLive(model, values);
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
}
