/** Shorter shared pieces are too likely to be ordinary words. */
const PIECE = 6;

/** What gateways leave of a key: "sk-a***wxyz", "****wxyz", "sk-abcd...". */
const MASK = /[*•…]+|\.{3,}/g;
const MASKED_ENDS = 80;
/** A shorter beginning or end of a key tells nothing by itself. */
const SHORTEST_END = 3;

const isLetter = (text: string, at: number) => /[\w-]/.test(text.charAt(at));

function withoutMasked(text: string, secrets: readonly string[]): string {
	if (secrets.length === 0) return text;
	let out = '';
	let clean = 0;
	for (const { 0: mask, index } of text.matchAll(MASK)) {
		let from = index;
		while (from > clean && index - from < MASKED_ENDS && isLetter(text, from - 1)) from--;
		const behind = index + mask.length;
		let to = behind;
		while (to < text.length && to - behind < MASKED_ENDS && isLetter(text, to)) to++;
		const [head, tail] = [text.slice(from, index), text.slice(behind, to)];
		if (head.length + tail.length < SHORTEST_END) continue;
		if (!secrets.some((one) => one.startsWith(head) && one.endsWith(tail))) continue;
		out += `${text.slice(clean, from)}[key]`;
		clean = to;
	}
	return out + text.slice(clean);
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

/**
 * JSON with no letter of a key written as an escape: `\u0073` says s, and `\/` says a slash. The engine's
 * own writer does it, which no text can slow down.
 */
export function withoutEscapes(json: string): string {
	if (!/\\(?:u00[2-7]|\/)/i.test(json)) return json;
	try {
		return JSON.stringify(JSON.parse(json));
	} catch {
		return json;
	}
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
const BARE_PATH = /[\w-]\.[\w.-]{2,190}\//;

function withoutBareQuery(run: string): string {
	const parts = run.split('?');
	const at = parts.findIndex(
		(part, index) =>
			index > 0 && /^[\w.~%-]{1,80}=/.test(part) && BARE_PATH.test(parts[index - 1].slice(0, 800)),
	);
	return at < 0 ? run : `${parts.slice(0, at).join('?')}?…`;
}

/**
 * A link's query may be a signature or hold a token: `?…` stands for it. Each expression takes a whole
 * run of letters at once, so that no text makes it look twice.
 */
export function withoutQueries(text: string): string {
	// A path may hold an apostrophe; in a query it is always written as %27.
	return text
		.replace(USER, '$1')
		.replace(/https?:\/\/[^\s"<>]+/gi, (link) => link.replace(/\?[^']*/g, '?…'))
		.replace(/[^\s"'<>]+/g, (run) => (run.includes('?') ? withoutBareQuery(run) : run));
}
