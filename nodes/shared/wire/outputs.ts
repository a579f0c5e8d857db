import { objectOf } from './answer';
import type { Output } from '../task';

const LINK = /^(?:https?:\/\/|data:)/i;
const DATA_TYPE = /^data:([\w.+-]+\/[\w.+-]+)/i;

/** Far more than any answer holds; a body beyond it is not walked to its end. */
const NODES = 10_000;
const DEPTH = 8;

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

/** Every http(s) or data link in a value of any shape, in order (models.md 0: array, string, objects). */
export function outputsIn(value: unknown): readonly Output[] {
	const found: Output[] = [];
	let nodes = 0;
	const walk = (part: unknown, depth: number): void => {
		if (++nodes > NODES || depth > DEPTH) return;
		const about = objectOf(part);
		const output = outputOf(part) ?? outputOf(about.url, about);
		if (output !== undefined) found.push(output);
		else if (Array.isArray(part)) part.forEach((child) => walk(child, depth + 1));
		else Object.values(about).forEach((child) => walk(child, depth + 1));
	};
	walk(value, 0);
	return found;
}
