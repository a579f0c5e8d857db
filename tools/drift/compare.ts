import type { LiveModel } from '../../nodes/shared/live/document';
import type { LiveField } from '../../nodes/shared/live/fields';
import { typeOf } from '../../nodes/shared/live/schema';
import type { Field, Model } from '../../nodes/shared/model';

/** Left out on purpose: nothing holds a submit open (design section 3). */
const LEFT_OUT = ['sync_mode', 'enable_sync_mode'];

/** The wire names that a field of ours fills. */
function wireNames(field: Field): readonly string[] {
	if (field.kind === 'text' && field.role !== undefined && field.role !== 'prompt') return [];
	if (field.kind === 'loras' && field.wire.shape !== 'list') return [field.name, field.wire.scale];
	return [field.name];
}

const bound = (value: unknown) => (typeof value === 'number' ? String(value) : 'none');

const valuesOf = (choices: readonly { readonly value: string }[]) =>
	choices.map(({ value }) => value).filter((value) => value !== '' && value !== 'custom');

function numbers(ours: Field, theirs: Field): string[] {
	const kinds = ['integer', 'decimal', 'seed'];
	if (!kinds.includes(ours.kind) || !kinds.includes(theirs.kind)) return [];
	const [a, b] = [ours, theirs] as { min?: number; max?: number; default?: number }[];
	return (['min', 'max', 'default'] as const).flatMap((key) => {
		// A bound of ours where upstream names none was found out otherwise (providers.md).
		if (b[key] === undefined || a[key] === b[key]) return [];
		return [`${key} is ${bound(b[key])} upstream, ${bound(a[key])} here`];
	});
}

function choices(ours: Field, theirs: Field): string[] {
	const listed = (field: Field) => ('choices' in field ? valuesOf(field.choices) : undefined);
	const [mine, upstream] = [listed(ours), listed(theirs)];
	if (mine === undefined || upstream === undefined) return [];
	const added = upstream.filter((value) => !mine.includes(value));
	const gone = mine.filter((value) => !upstream.includes(value));
	return [
		...(added.length > 0 ? [`new choices: ${added.join(', ')}`] : []),
		...(gone.length > 0 ? [`choices gone: ${gone.join(', ')}`] : []),
	];
}

function presets(ours: Field, theirs: Field, { schema }: LiveField): string[] {
	const sized = ours.kind === 'choice' || ours.kind === 'toggle';
	if (!sized || ours.kind !== theirs.kind || schema.default === undefined) return [];
	if (String(schema.default) === String(ours.default)) return [];
	return [`default is ${String(schema.default)} upstream, ${String(ours.default)} here`];
}

function list(ours: Field, { schema }: LiveField): string[] {
	if (ours.kind !== 'loras' || ours.wire.shape !== 'list' || typeOf(schema) !== 'array') return [];
	if (schema.maxItems === undefined || schema.maxItems === ours.wire.max) return [];
	return [`at most ${bound(schema.maxItems)} upstream, ${bound(ours.wire.max)} here`];
}

/** What an upstream changed since a model of ours was written down; empty when nothing. */
export function differences(model: Model, live: LiveModel): readonly string[] {
	const upstream = new Map(live.fields.map((one) => [one.field.name, one] as const));
	const known = new Set([...model.fields.flatMap(wireNames), ...Object.keys(model.tokens ?? {})]);
	const gone = [...known].filter((name) => {
		const hidden = (live.schema.properties as object | undefined) ?? {};
		return !upstream.has(name) && !(name in hidden);
	});
	const missing = [...upstream.keys()].filter(
		(name) => !known.has(name) && !LEFT_OUT.includes(name),
	);
	const changed = model.fields.flatMap((ours) => {
		const theirs = upstream.get(ours.name);
		if (theirs === undefined) return [];
		const required =
			theirs.field.required === true && ours.required !== true && ours.kind !== 'loras';
		const found = [
			...numbers(ours, theirs.field),
			...choices(ours, theirs.field),
			...presets(ours, theirs.field, theirs),
			...list(ours, theirs),
			...(required ? ['is required upstream'] : []),
		];
		return found.map((what) => `${ours.name}: ${what}`);
	});
	return [
		...gone.map((name) => `${name}: gone upstream`),
		...missing.map((name) => `${name}: not here`),
		...changed,
		...(live.newer === undefined ? [] : [`a newer version: ${live.newer}`]),
	];
}
