const address = /^(?:https?:|data:)/i;

/**
 * Several pictures in one text: one a line, or separated by commas. A comma inside a URL or a `data:` URI
 * separates only before a space or the next address, since image services put commas into their paths.
 */
export function imageSources(text: string): string[] {
	return text
		.split(/\n|,(?=\s|https?:\/\/|data:)/i)
		.flatMap((part) => (address.test(part.trim()) ? [part] : part.split(',')))
		.map((part) => part.trim())
		.filter((part) => part !== '');
}
