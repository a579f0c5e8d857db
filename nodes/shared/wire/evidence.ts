import { badAnswer } from '../problem';
import type { TaskRef } from '../task';
import { isPresent, objectOf, textOf } from './answer';
import { statusOf } from './status';

/** Under these names gateways wrap a task: `{code, message, data: {…}}`. */
const WRAPPERS = ['data', 'result', 'response', 'task', 'prediction', 'payload'] as const;
const OF_WRAPPER = new RegExp(`^(?:${WRAPPERS.join('|')}|code|message|msg|success)$`);
/** What gateways call the reason of a failure. */
const REASONS = ['fail_reason', 'failure_reason', 'error_message'] as const;
const DEPTH = 3;
/** A longer one is no id, and a request for it would be longer than servers read. */
const ID_LENGTH = 2000;

export type Fields = Readonly<Record<string, unknown>>;

/** How a protocol's tasks look. */
export interface Shape {
	/** What the id is called, the first one that is there: by the provider, then by gateways (new-api). */
	readonly ids: readonly string[];
	/** Where outputs lie. */
	readonly places: readonly string[];
}

/** What an answer says about a task. */
export interface Evidence {
	/** Every name the answer gives the task, the outermost first; empty when it gives none. */
	readonly ids: readonly string[];
	/** The task's own fields, out of whatever they were wrapped in. */
	readonly fields: Fields;
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

export function idsIn(part: Fields, { ids }: Shape): string[] {
	const found = ids.map((name) => textOf(part[name])).find((id) => id.trim() !== '');
	return found === undefined || found.length > ID_LENGTH ? [] : [found];
}

/** It has an id, a status that is known, or something in a place of outputs. */
export function isTaskLike(part: Fields, shape: Shape): boolean {
	const filled = (value: unknown) =>
		typeof value === 'string'
			? /^(?:https?|data):/i.test(value)
			: isObject(value) && isPresent(value);
	const known = statusOf(part.status) !== undefined || idsIn(part, shape).length > 0;
	return known || shape.places.some((name) => filled(part[name]));
}

function inside(layer: Fields, shape: Shape): Fields | undefined {
	return WRAPPERS.map((name) => {
		const part = layer[name];
		return objectOf(Array.isArray(part) && part.length === 1 ? part[0] : part);
	}).find((part) => isTaskLike(part, shape));
}

/** Opens what a task is wrapped in. What lies deeper says more; what only the wrapper says is kept. */
export function evidenceIn(body: unknown, shape: Shape): Evidence {
	let layer = objectOf(body);
	let fields: Fields = layer;
	const ids = idsIn(layer, shape);
	for (let depth = 0; depth < DEPTH; depth++) {
		const next = inside(layer, shape);
		if (next === undefined) break;
		const said = Object.entries(next).filter(([, value]) => value !== null && value !== undefined);
		const outer = Object.entries(fields).filter(([name]) => !OF_WRAPPER.test(name));
		fields = Object.fromEntries([...outer, ...said]);
		ids.push(...idsIn(next, shape));
		layer = next;
	}
	const reason = REASONS.map((name) => fields[name]).find((one) => isPresent(one));
	// new-api keeps a finished task's link there.
	const told = isPresent(fields.error) || /^https?:/.test(textOf(reason)) ? undefined : reason;
	return { ids: [...new Set(ids)], fields: isPresent(told) ? { ...fields, error: told } : fields };
}

/** A UUID is the same in either case; other ids may differ by it alone. */
const normal = (id: string) => (/^[\da-f-]{32,36}$/i.test(id) ? id.toLowerCase() : id.trim());

/**
 * The id of the task that an answer is about. One that names other tasks and not the one asked for is no
 * answer: a `Problem` (badAnswer).
 */
export function idOf(
	{ ids }: Evidence,
	ref: TaskRef | undefined,
	title: string,
): string | undefined {
	const asked = ref?.id ?? '';
	if (asked === '') return ids[0];
	if (ids.length === 0 || ids.some((id) => normal(id) === normal(asked))) return asked;
	throw badAnswer(`${title} answers about another task than the one asked for.`);
}
