import type { Choice } from '../model';

/** A shape by its common name, and by the names that providers give it. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
	jpg: ['jpeg'],
	jpeg: ['jpg'],
	landscape: ['16:9', 'landscape16:9'],
	wide: ['16:9', 'landscape16:9'],
	portrait: ['9:16', 'portrait16:9'],
	square: ['1:1', 'squarehd'],
	'1:1': ['squarehd'],
	'16:9': ['landscape16:9'],
	'4:3': ['landscape4:3'],
	'9:16': ['portrait16:9'],
	'3:4': ['portrait4:3'],
};

/** A word without what people write differently: case, blanks, dots, and the sign between two sides. */
const keyOf = (word: string) =>
	word
		.toLowerCase()
		.replace(/^\s*(?:image\/|\.)/, '')
		.replace(/(\d)\s*[x\u00d7*/:_-]\s*(?=\d)/g, '$1:')
		.replace(/[\s"'._-]/g, '');

export const sameWord = (one: unknown, other: unknown) =>
	keyOf(String(one)) === keyOf(String(other));

const numberOf = (word: string) =>
	/^\s*\d+(?:[.,]\d+)?\s*$/.test(word) ? +word.replace(',', '.') : NaN;

/** How a choice can be named, the surest first; a label often begins with the shape. */
const NAMES: ReadonlyArray<(choice: Choice) => string> = [
	({ value }) => value,
	({ label }) => label,
	({ label }) => /^\d+:\d+/.exec(label)?.[0] ?? '',
];

/** The one choice that a text or a number means; undefined where it means none, or several. */
export function choiceFor(choices: readonly Choice[], given: unknown): string | undefined {
	if (typeof given !== 'string' && typeof given !== 'number') return undefined;
	const said = String(given);
	const values = choices.map(({ value }) => value);
	if (values.includes(said)) return said;
	const number = numberOf(said);
	const equal = values.find((value) => numberOf(value) === number);
	if (equal !== undefined || !Number.isNaN(number)) return equal;
	const key = keyOf(said);
	if (key === '') return undefined;
	for (const word of [key, ...(ALSO[key] ?? [])]) {
		for (const name of NAMES) {
			const meant = choices.filter((choice) => keyOf(name(choice)) === word);
			if (meant.length === 1) return meant[0].value;
			if (meant.length > 1) return undefined;
		}
	}
	return undefined;
}
