const LETTERS = 300;

/** A task id inside a sentence or a log line: no control letter, no line of its own, not too long. */
export function shownId(id: string): string {
	const plain = id.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD');
	return plain.length > LETTERS ? `${plain.slice(0, LETTERS)}…` : plain;
}
