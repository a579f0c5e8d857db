import { jsonIn, objectOf } from '../wire/answer';

export interface Sides {
	readonly width: unknown;
	readonly height: unknown;
}

/** Fewer pixels are a shape (16x9), not a size. */
const LEAST = 64;

/** Width and height as people, sheets and other nodes write them; undefined where it is no size. */
export function sidesOf(value: unknown): Sides | undefined {
	if (Array.isArray(value)) {
		return value.length === 2
			? { width: value[0] as unknown, height: value[1] as unknown }
			: undefined;
	}
	if (typeof value === 'string') {
		if (/^\s*[{[]/.test(value)) return sidesOf(jsonIn(value));
		const found = /^\s*(\d+)\s*(?:px)?\s*[x\u00d7*]\s*(\d+)\s*(?:px)?\s*$/i.exec(value);
		if (found === null || +found[1] < LEAST || +found[2] < LEAST) return undefined;
		return { width: +found[1], height: +found[2] };
	}
	const { width, height } = objectOf(value);
	return width === undefined || height === undefined ? undefined : { width, height };
}
