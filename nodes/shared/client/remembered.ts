import { limits } from '../limits';

interface Entry {
	readonly value: Promise<unknown>;
	until: number;
}

const MOST = 200;

/**
 * What lists and schemas said. Owner: the process; key: the base URL, a hash of the Authorization header
 * and the request, as `lookUp.ts` makes it; lifetime: `rememberMs`, after a failure `rememberFailureMs`,
 * and never more than `MOST` entries, the oldest going first.
 */
const entries = new Map<string, Entry>();

/** The value for a key, asked for at most once at a time. */
export async function remembered<T>(key: string, load: () => Promise<T>): Promise<T> {
	const known = entries.get(key);
	if (known !== undefined && known.until > Date.now()) return await (known.value as Promise<T>);
	const value = load();
	const entry: Entry = { value, until: Date.now() + limits().rememberMs };
	entries.delete(key);
	entries.set(key, entry);
	for (const oldest of entries.keys()) {
		if (entries.size <= MOST) break;
		entries.delete(oldest);
	}
	value.catch(() => {
		entry.until = Date.now() + limits().rememberFailureMs;
	});
	return await value;
}

/** For tests that count requests. */
export function forgetAll(): void {
	entries.clear();
}
