/** `1 picture`, `2 pictures`. */
export function counted(n: number, word: string): string {
	return `${n} ${word}${n === 1 ? '' : 's'}`;
}
