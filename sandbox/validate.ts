import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { InputSchema } from './catalog/schema';
import { isRecord } from './types';

export interface Issue {
	/** Where: `['loras', '0', 'scale']`. For a missing or an unknown key the key is the last one. */
	readonly path: readonly string[];
	readonly keyword: string;
	readonly params: Readonly<Record<string, unknown>>;
	/** What was given there. */
	readonly given: unknown;
}

// Each compiled schema lives as long as its table.
const compiled = new WeakMap<InputSchema, ValidateFunction>();

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
ajv.addFormat('uri', (text) => /^(https?:\/\/|data:)/.test(text));
ajv.addFormat('password', true);
ajv.addFormat('size256-1536', (text) => {
	const sides = /^(\d+)\*(\d+)$/.exec(text)?.slice(1).map(Number);
	return sides !== undefined && sides.every((side) => side >= 256 && side <= 1536);
});

/** What is wrong with an input, by the provider's table; branches of an anyOf that did not fit are one issue. */
export function validate(schema: InputSchema, input: unknown): readonly Issue[] {
	const check = compiled.get(schema) ?? ajv.compile(schema);
	compiled.set(schema, check);
	if (check(input) === true) return [];
	const errors = check.errors ?? [];
	return errors
		.filter(({ schemaPath }) => !schemaPath.includes('/anyOf/'))
		.map((error) => issueOf(error));
}

function issueOf(error: ErrorObject): Issue {
	const path = error.instancePath.split('/').slice(1);
	const key: unknown = error.params.missingProperty ?? error.params.additionalProperty;
	return {
		path: typeof key === 'string' ? [...path, key] : path,
		keyword: error.keyword,
		params: { ...error.params, schema: error.schema },
		given: error.data,
	};
}

/** The keys of an input that its model does not know. */
export function unknownKeys(schema: InputSchema, input: unknown): readonly string[] {
	return isRecord(input) ? Object.keys(input).filter((key) => !(key in schema.properties)) : [];
}
