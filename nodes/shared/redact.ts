/** Shorter shared pieces are too likely to be ordinary words. */
const PIECE = 6;

/**
 * A function that takes every secret, and every piece of one of at least six characters, out of a text.
 * Pieces matter: gateways answer "invalid token: sk-abcd***".
 */
export function redactor(secrets: readonly string[], length = PIECE): (text: string) => string {
	const known = secrets.filter((secret) => secret.length >= length);
	const pieces = new Set<string>();
	for (const secret of known) {
		for (let at = 0; at + length <= secret.length; at++) pieces.add(secret.slice(at, at + length));
	}
	return (text) => {
		let out = '';
		let clean = 0;
		let at = 0;
		while (at + length <= text.length) {
			if (!pieces.has(text.slice(at, at + length))) {
				at++;
				continue;
			}
			let end = at + length;
			while (end < text.length && pieces.has(text.slice(end - length + 1, end + 1))) end++;
			out += `${text.slice(clean, at)}[key]`;
			clean = at = end;
		}
		return out + text.slice(clean);
	};
}

/** Pieces of this length hit no id by chance. */
const SURE = 12;
/** Looking for pieces takes a while in an answer that carries pictures. */
const SEARCHED = 1024 * 1024;

/** Takes secrets and long pieces of them out of a whole answer, where shorter ones could hit an id. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	const rest = secrets.reduce(
		(left, secret) => (secret === '' ? left : left.replaceAll(secret, '[key]')),
		text,
	);
	return rest.length > SEARCHED ? rest : redactor(secrets, SURE)(rest);
}

/** The same value with every text in it changed. */
export function eachText(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((part) => eachText(part, change));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, part]) => [name, eachText(part, change)]),
	);
}

/** A URL as it may stand in an error: without its query, which may be a signature. */
export function withoutQuery(url: string): string {
	const [address] = url.split(/[?#]/, 1);
	return address.length > 300 ? `${address.slice(0, 300)}…` : address;
}

/** A link's query may be a signature or hold a token: `?…` stands for it. */
export function withoutQueries(text: string): string {
	// A path may hold an apostrophe; in a query it is always written as %27.
	return text.replace(/(https?:\/\/[^\s?#"<>]+)\?[^\s"'<>]*/gi, '$1?…');
}
