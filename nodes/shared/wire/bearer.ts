/** A key as pasted, without the scheme that some pages show in front of it. */
export function bareKey(apiKey: string): string {
	return apiKey.trim().replace(/^(?:Bearer|Key|Token)\s+/i, '');
}

export const bearer = (apiKey: string) => `Bearer ${bareKey(apiKey)}`;

/** fal's own scheme (providers.md 2.1). */
export const keyScheme = (apiKey: string) => `Key ${bareKey(apiKey)}`;
