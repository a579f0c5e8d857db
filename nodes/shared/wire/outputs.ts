import { objectOf } from './answer';
import type { Output } from '../task';

const LINK = /^(?:https?:\/\/|data:)/i;
const DATA_TYPE = /^data:([\w.+-]+\/[\w.+-]+)/i;

/** Far more than any answer holds; a body beyond it is not walked to its end. */
const NODES = 10_000;
const DEPTH = 8;

/** Under such names an answer repeats what it was asked, or names addresses of the API: no output lies there. */
const NOT_OUTPUT =
	/^(?:request|requests|request_.+|inputs?|input_.+|arguments|args|params|parameters|prompt|original|original_.+|source|source_.+|init_.+|reference|reference_.+|logs?|webhook.*|status_url|response_url|cancel_url|stream_url|callback.*)$/i;

/** `urls` is a list of outputs, or the object with a task's own addresses (providers.md 1.1). */
export const isEcho = (name: string, value: unknown) =>
	NOT_OUTPUT.test(name) || (name === 'urls' && !Array.isArray(value));

function size(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** An output for a link, with what the object around it says about it; undefined when it is no link. */
export function outputOf(url: unknown, about: Readonly<Record<string, unknown>> = {}) {
	if (typeof url !== 'string' || !LINK.test(url)) return undefined;
	const { content_type: type, width, height } = about;
	const mimeType = typeof type === 'string' && type !== '' ? type : DATA_TYPE.exec(url)?.[1];
	return { url, mimeType, width: size(width), height: size(height) } satisfies Output;
}

/** Every http(s) or data link in a value of any shape, in order (models.md 0: array, string, objects); no echo. */
export function outputsIn(value: unknown): readonly Output[] {
	const found: Output[] = [];
	let nodes = 0;
	const walk = (part: unknown, depth: number): void => {
		if (++nodes > NODES || depth > DEPTH) return;
		const about = objectOf(part);
		const output = outputOf(part) ?? outputOf(about.url, about);
		if (output !== undefined) found.push(output);
		else if (Array.isArray(part)) part.forEach((child) => walk(child, depth + 1));
		else
			for (const [name, child] of Object.entries(about)) {
				if (!isEcho(name, child)) walk(child, depth + 1);
			}
	};
	walk(value, 0);
	return found;
}

/** Outputs of a list's entries, each with the flag that stands at its place, or beside it. */
export function flaggedOutputs(
	place: unknown,
	flags: unknown,
	read: (entry: unknown) => readonly Output[] = outputsIn,
): readonly Output[] {
	const entries: readonly unknown[] = Array.isArray(place) ? place : [place];
	return entries.flatMap((entry, index) => {
		const { nsfw, is_nsfw: isNsfw, has_nsfw_concepts: own } = objectOf(entry);
		const listed: unknown = Array.isArray(flags) ? flags[index] : flags;
		const flag = [own, nsfw, isNsfw, listed].flat().find((one) => typeof one === 'boolean');
		return read(entry).map((output) => ({ ...output, flagged: flag }));
	});
}
