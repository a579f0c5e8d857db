import { objectOf } from '../wire/answer';

/** A JSON Schema node as far as it is used: no `$ref`, no `nullable`, no single-membered `allOf`. */
export type Schema = Readonly<Record<string, unknown>>;

/** Far deeper than any form; what lies below is taken as any value. */
const DEPTH = 8;
/** Parts of one schema that are looked at: what refers to itself many times would never end. */
const PARTS = 5000;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A local reference's target; undefined for a foreign or a dangling one. */
function targetOf(ref: string, root: unknown): unknown {
	if (!ref.startsWith('#/')) return undefined;
	const steps = ref
		.slice(2)
		.split('/')
		.map((step) => decodeURIComponent(step).replace(/~1/g, '/').replace(/~0/g, '~'));
	return steps.reduce<unknown>((at, step) => objectOf(at)[step], root);
}

/** OpenAPI's `nullable`, as JSON Schema says it. */
function withNull(schema: Schema): Schema {
	const { type, enum: members, anyOf } = schema;
	return {
		...schema,
		...(typeof type === 'string' ? { type: [type, 'null'] } : {}),
		...(Array.isArray(members) ? { enum: [...(members as unknown[]), null] } : {}),
		...(Array.isArray(anyOf) ? { anyOf: [...(anyOf as unknown[]), { type: 'null' }] } : {}),
	};
}

const isNull = (schema: Schema) => schema.type === 'null' || schema.const === null;

/** Keywords of the wrong type would refuse every value, or make the validator throw. */
const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
	type: (value) => listOf(value).length > 0 || typeof value === 'string',
	enum: (value) => listOf(value).length > 0,
	required: Array.isArray,
	// A stranger's expression may take for ever; the provider checks it.
	pattern: () => false,
	patternProperties: () => false,
};
const NUMBERS =
	/^(?:minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf|min|max)(?:Items|Length|Properties)?$/;

/** Draft 4's boolean bounds, and a spelling met at WaveSpeed (models.md 3.3). */
function modern(schema: Schema): Schema {
	const { maxlength, exclusiveMinimum: above, exclusiveMaximum: below, ...rest } = schema;
	const { minimum, maximum } = rest;
	const said: Record<string, unknown> = { ...rest };
	if (maxlength !== undefined) said.maxLength ??= maxlength;
	if (above === true) said.exclusiveMinimum = minimum;
	else if (typeof above === 'number') said.exclusiveMinimum = above;
	if (below === true) said.exclusiveMaximum = maximum;
	else if (typeof below === 'number') said.exclusiveMaximum = below;
	const fits = ([name, value]: [string, unknown]) =>
		NUMBERS.test(name) ? typeof value === 'number' : (FITS[name]?.(value) ?? true);
	return Object.fromEntries(Object.entries(said).filter(fits));
}

function merged(parts: readonly Schema[]): Schema {
	const properties = Object.assign({}, ...parts.map((part) => objectOf(part.properties)));
	const required = parts.flatMap((part) => listOf(part.required));
	return {
		...(Object.assign({}, ...parts) as Schema),
		...(Object.keys(properties as object).length === 0 ? {} : { properties }),
		...(required.length === 0 ? {} : { required: [...new Set(required)] }),
	};
}

/** Members that say more than conditions; the conditions stay for the validator. */
const describes = (part: Schema) =>
	Object.keys(part).some((key) => !['if', 'then', 'else', 'not', 'oneOf', 'anyOf'].includes(key));

/** One `anyOf` or `oneOf`: without its null branch, and as its only branch where one is left. */
function branched(schema: Schema, walk: (part: unknown) => Schema): Schema {
	const { anyOf, oneOf, ...rest } = schema;
	const given = [...listOf(anyOf), ...(Array.isArray(anyOf) ? [] : listOf(oneOf))].map(walk);
	if (given.length === 0) return schema;
	const some = given.filter((branch) => !isNull(branch));
	const one = some.length === 1 ? merged([some[0], rest]) : { ...rest, anyOf: some };
	return some.length < given.length ? withNull(one) : one;
}

/** A schema with everything it refers to in it, in the one dialect that forms and validator read. */
export function resolved(
	given: unknown,
	root: unknown,
	depth = 0,
	budget = { parts: PARTS },
): Schema {
	if (depth > DEPTH || --budget.parts < 0) return {};
	const walk = (part: unknown) => resolved(part, root, depth + 1, budget);
	const { $ref, allOf, nullable, ...own } = modern(objectOf(given));
	const parts = listOf(allOf).map(walk);
	const referred = typeof $ref === 'string' ? [walk(targetOf($ref, root))] : [];
	const conditions = parts.filter((part) => !describes(part));
	const whole = branched(merged([...referred, ...parts.filter(describes), own]), walk);
	const { properties, items, additionalProperties } = whole;
	const deep = {
		...whole,
		...(conditions.length === 0 ? {} : { allOf: conditions }),
		...(properties === undefined
			? {}
			: {
					properties: Object.fromEntries(
						Object.entries(objectOf(properties)).map(([name, part]) => [name, walk(part)]),
					),
				}),
		...(items === undefined ? {} : { items: walk(items) }),
		...(typeof additionalProperties === 'object'
			? { additionalProperties: walk(additionalProperties) }
			: {}),
	};
	return nullable === true ? withNull(deep) : deep;
}

/** The first type that is not null. */
export function typeOf({ type }: Schema): string | undefined {
	return [type].flat().find((one): one is string => typeof one === 'string' && one !== 'null');
}
