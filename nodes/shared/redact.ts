/** Shorter shared pieces are too likely to be ordinary words. */
const PIECE = 6;

/**
 * A function that takes every secret, and every piece of one of at least six characters, out of a text.
 * Pieces matter: gateways answer "invalid token: sk-abcd***".
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
	const known = secrets.filter((secret) => secret.length >= PIECE);
	const pieces = new Set<string>();
	for (const secret of known) {
		for (let at = 0; at + PIECE <= secret.length; at++) pieces.add(secret.slice(at, at + PIECE));
	}
	return (text) => {
		let out = '';
		let clean = 0;
		let at = 0;
		while (at + PIECE <= text.length) {
			if (!pieces.has(text.slice(at, at + PIECE))) {
				at++;
				continue;
			}
			let end = at + PIECE;
			while (end < text.length && pieces.has(text.slice(end - PIECE + 1, end + 1))) end++;
			out += `${text.slice(clean, at)}[key]`;
			clean = at = end;
		}
		return out + text.slice(clean);
	};
}

/** Takes whole secrets out of a text: for JSON answers, where pieces could hit an id. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets.reduce(
		(rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[key]')),
		text,
	);
}

/** A URL as it may stand in an error: without its query, which may be a signature. */
export function withoutQuery(url: string): string {
	const [address] = url.split(/[?#]/, 1);
	return address.length > 300 ? `${address.slice(0, 300)}…` : address;
}

/** A link's query may be a signature or hold a token: `?…` stands for it. */
export function withoutQueries(text: string): string {
	return text.replace(/(https?:\/\/[^\s?#"'<>]+)\?[^\s"'<>]*/gi, '$1?…');
}
