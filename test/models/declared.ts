import type { Field, Model } from '../../nodes/shared/model';
import { Problem } from '../../nodes/shared/problem';
import { parseInput } from '../../nodes/shared/input/schema';
import { nodes } from '../tools/nodes';
import { facts, type Fact } from './facts';

export const all: readonly Model[] = nodes.flatMap(({ models }) => models);

export const modelOf = (id: string): Model => {
	const found = all.find((model) => model.id === id);
	if (found === undefined) throw new Error(`no model ${id}`);
	return found;
};

export const rows = Object.entries(facts).flatMap(([id, own]) =>
	Object.entries(own).map(([name, fact]) => ({ id, name, fact })),
);

/** The facts of one kind. */
export const of = <K extends string>(kind: K) =>
	rows.filter(
		(row): row is typeof row & { fact: Extract<Fact, { readonly [k in K]: unknown }> } =>
			typeof row.fact === 'object' && kind in row.fact,
	);

/** What every item of this model must have. */
function least({ fields }: Model): Record<string, unknown> {
	const needed = fields.filter(({ required }) => required);
	return Object.fromEntries(
		needed.map(({ name, kind }) => [
			name,
			/^(?:endpoint|ownModel)$/.test(name)
				? `me/mine:${'0a'.repeat(32)}`
				: kind === 'image'
					? 'https://x.test/a.png'
					: 'a fox',
		]),
	);
}

/** What is sent for these values, beside the least. */
export const wireOf = (id: string, extra: Record<string, unknown>) =>
	parseInput(modelOf(id), { ...least(modelOf(id)), ...extra }).wire;

/** The words in which a value is refused. */
export function refusal(id: string, extra: Record<string, unknown>): string {
	try {
		wireOf(id, extra);
	} catch (error) {
		if (error instanceof Problem && error.kind === 'invalidInput') return error.message;
		throw error;
	}
	return 'accepted';
}

export const declared = (id: string, name: string): Field & { default?: unknown } => {
	const found = modelOf(id).fields.find((field) => field.name === name);
	if (found === undefined) throw new Error(`${id} has no ${name}`);
	return found;
};
