const escaped = (text: string) =>
	text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');

/** Whole phrase, any case: `fox` is not in "foxglove". */
function holds(prompt: string, phrase: string): boolean {
	return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(phrase)}(?![\\p{L}\\p{N}_])`, 'iu').test(prompt);
}

/** Puts each phrase that the prompt does not hold yet before it, in the order given. */
export function withTriggerWords(prompt: string, phrases: readonly (string | null)[]): string {
	const missing: string[] = [];
	for (const phrase of phrases) {
		if (phrase === null || holds([...missing, prompt].join(', '), phrase)) continue;
		missing.push(phrase);
	}
	return [...missing, prompt].join(', ');
}
