/** A key as pasted, without the quotes, header and scheme that pages show around it. */
export function bareKey(apiKey: string): string {
	return apiKey
		.trim()
		.replace(/^["'`]+/, '')
		.replace(/^authorization\s*:\s*/i, '')
		.replace(/^["'`]+/, '')
		.replace(/^(?:Bearer|Key|Token)\s+/i, '')
		.replace(/[\s"'`]+$/, '');
}

/** Which letter of a key no header can carry, and where it stands; never the key. */
export function unsendable(key: string): string | undefined {
	const letters = [...key];
	const at = letters.findIndex((letter) => !/^[\x21-\x7e]$/.test(letter));
	if (at < 0) return undefined;
	const code = (letters[at].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
	return `the letter U+${code} at place ${at + 1}`;
}

export const bearer = (apiKey: string) => `Bearer ${bareKey(apiKey)}`;

/** fal's own scheme (providers.md 2.1). */
export const keyScheme = (apiKey: string) => `Key ${bareKey(apiKey)}`;
