/** A source of numbers that gives the same ones for the same text. */
export interface Random {
	/** Between `min` and `max`. */
	readonly between: (min: number, max: number) => number;
	readonly pick: <T>(from: readonly T[]) => T;
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
	let value = 2166136261;
	for (let i = 0; i < text.length; i++) {
		value = Math.imul(value ^ text.charCodeAt(i), 16777619);
	}
	return value >>> 0;
}

/** mulberry32 over the text's hash. */
export function randomOf(text: string): Random {
	let state = hash(text);
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	return {
		between: (min, max) => min + next() * (max - min),
		pick: (from) => from[Math.floor(next() * from.length)],
	};
}
