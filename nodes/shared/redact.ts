/** Shorter shared pieces are too likely to be ordinary words. */
const PIECE = 6;

/** What gateways leave of a key: "sk-a***wxyz", "****wxyz", "sk-abcd...". */
const MASKED = /([\w-]{0,80})(?:[*•…]+|\.{3,})([\w-]{0,80})/g;
/** A shorter beginning or end of a key tells nothing by itself. */
const SHORTEST_END = 3;

function withoutMasked(text: string, secrets: readonly string[]): string {
	return text.replace(MASKED, (whole: string, head: string, tail: string) => {
		if (head.length + tail.length < SHORTEST_END) return whole;
		const ofKey = secrets.some((secret) => secret.startsWith(head) && secret.endsWith(tail));
		return ofKey ? '[key]' : whole;
	});
}

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
	return (received) => {
		const text = withoutMasked(received, known);
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

/** A password before a host is one, whatever the link is for. */
const USER = /(https?:\/\/)[^\s/?#@"'<>]+@/gi;

/** A URL as it may stand in an error or a row: without its query, which may be a signature. */
export function withoutQuery(url: string): string {
	const [address] = url.replace(USER, '$1').split(/[?#]/, 1);
	return address.length > 300 ? `${address.slice(0, 300)}…` : address;
}

/** Providers take a LoRA's link without its scheme as well (models.md 0). */
const BARE_LINK = /(\b[\w-]{1,63}\.[\w.-]{2,190}\/[^\s?#"'<>]{0,500})\?[\w.~%-]{1,80}=[^\s"'<>]*/gi;

/** A link's query may be a signature or hold a token: `?…` stands for it. */
export function withoutQueries(text: string): string {
	// A path may hold an apostrophe; in a query it is always written as %27.
	return text
		.replace(USER, '$1')
		.replace(/(https?:\/\/[^\s?#"<>]+)\?[^\s"'<>]*/gi, '$1?…')
		.replace(BARE_LINK, '$1?…');
}
