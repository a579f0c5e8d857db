import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Json = Record<string, unknown>;

/** A real answer or request from test/fixtures. */
export function fixture(name: string): Json {
	return JSON.parse(readFileSync(join(__dirname, '../fixtures', `${name}.json`), 'utf8')) as Json;
}

/** What an adapter reads of an HTTP answer. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
	return { type: 'answer' as const, status, headers, body };
}

export function inputOf(body: Json): Json {
	return body.input as Json;
}

/** The parts of a task that a row names, for `toEqual` (for which undefined and missing are the same). */
export function parts(task: object, named: object): Json {
	const all = task as Json;
	return Object.fromEntries(Object.keys(named).map((name) => [name, all[name]]));
}
