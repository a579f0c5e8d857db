import { invalidInput } from '../problem';
import { Validator } from '../vendor';
import type { LiveModel } from './document';
import type { Schema } from './schema';

/** Formats are the provider's business: a binary field's name stands where a URL will. */
function withoutFormats(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutFormats);
	if (typeof value !== 'object' || value === null) return value;
	const named = Object.entries(value).filter(([key, part]) => !isFormat(key, part));
	return Object.fromEntries(named.map(([key, part]) => [key, withoutFormats(part)]));
}

const isFormat = (key: string, part: unknown) =>
	(['format', 'pattern'].includes(key) && typeof part === 'string') ||
	key === 'patternProperties' ||
	key === '$ref' ||
	key === '$id';

/** Owner: the model that was read; lifetime: as long as it. */
const validators = new WeakMap<LiveModel, Validator>();

function validatorOf(model: LiveModel): Validator {
	const known = validators.get(model);
	if (known !== undefined) return known;
	const made = new Validator(withoutFormats(model.schema) as Schema, '2020-12', true);
	validators.set(model, made);
	return made;
}

/** Throws a `Problem` that names the field when the input breaks the model's schema. */
export function checkInput(model: LiveModel, input: Readonly<Record<string, unknown>>): void {
	const { valid, errors } = validatorOf(model).validate(input);
	if (valid) return;
	const deepest = [...errors].sort((a, b) => depthOf(b) - depthOf(a))[0] ?? errors[0];
	const [name = '', ...inside] = stepsOf(deepest.instanceLocation);
	const label = model.fields.find(({ field }) => field.name === name)?.field.label ?? name;
	const where = inside.length === 0 ? '' : ` at ${inside.join('.')}`;
	const what = label === '' ? 'The input' : `${label}${where}`;
	throw invalidInput(
		`${what} does not fit the model: ${deepest.error.replace(/\s+/g, ' ').slice(0, 300)}`,
		`Correct ${label === '' ? 'the input' : label}. Nothing was sent to the provider.`,
	);
}

const stepsOf = (location: string) => location.split('/').slice(1).map(decodeURIComponent);
const depthOf = ({ instanceLocation }: { readonly instanceLocation: string }) =>
	stepsOf(instanceLocation).length;
