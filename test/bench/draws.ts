/** One task of a measure: what a client is to run, and how long the provider takes for it. */
export interface Draw {
	readonly prompt: string;
	readonly seconds: number;
}

/** mulberry32: the same numbers for every client and every run. */
export function numbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function normal(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const SCATTER = 0.15;
/** One in ten is a cold start, which takes three times as long. */
const COLD = { share: 0.1, factor: 3 } as const;

export function lengthsOf(typicalSeconds: number, count: number, seed: number): readonly number[] {
	const random = numbers(seed);
	return Array.from({ length: count }, () => {
		const cold = random() < COLD.share ? COLD.factor : 1;
		return typicalSeconds * cold * Math.max(0.5, 1 + SCATTER * normal(random));
	});
}

/** The length stands in the prompt, where the sandbox of the bench reads it. */
export function drawOf(name: string, seconds: number): Draw {
	return { prompt: `a castle, ${name}, takes ${seconds.toFixed(3)} s`, seconds };
}

export function secondsIn(prompt: string): number {
	const found = /takes ([\d.]+) s/.exec(prompt)?.[1];
	return found === undefined ? 1 : Number(found);
}
