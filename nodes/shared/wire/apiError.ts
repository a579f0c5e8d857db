import { clip, firstText, objectOf, textOf } from './answer';
import { withoutQueries } from '../redact';
import type { Answer, ApiError } from '../task';

type Meaning = NonNullable<ApiError['meaning']>;
type Fields = NonNullable<ApiError['fields']>;

const MESSAGE_BYTES = 600;
const TAG = /<\/?(?:!doctype|[a-z][a-z0-9]*)(?:\s[^<>]*)?>/gi;

/** Where the words stand, in the order in which they say most (providers.md 1.5, 2.5, 3.5, 4). */
const WORD_KEYS = ['detail', 'error', 'message', 'msg', 'errors', 'reason', 'title', 'error_type'];

function tidy(text: string): string | undefined {
	const plain = withoutQueries(text.slice(0, 20_000)).replace(TAG, ' ').replace(/\s+/g, ' ').trim();
	return plain === '' ? undefined : clip(plain, MESSAGE_BYTES);
}

/** fal's `loc` is `["body", "prompt"]`; Replicate writes `input.prompt`. */
function fieldName(place: unknown): string {
	const parts = (Array.isArray(place) ? place : textOf(place).split('.')).map(textOf);
	return clip((/^(?:body|input)$/.test(parts[0] ?? '') ? parts.slice(1) : parts).join('.'), 100);
}

/** The provider's own words, found in any of the shapes an error comes in. */
export function wordsOf(value: unknown, depth = 0): string | undefined {
	if (typeof value === 'string') return tidy(value);
	if (depth > 4 || typeof value !== 'object' || value === null) return undefined;
	if (Array.isArray(value)) {
		const all = value.slice(0, 8).map((part) => wordsOf(part, depth + 1));
		return tidy(all.filter((words) => words !== undefined).join('; '));
	}
	const about = objectOf(value);
	const words = WORD_KEYS.map((key) => wordsOf(about[key], depth + 1)).find((text) => text);
	const name = Array.isArray(about.loc) ? fieldName(about.loc) : wordsOf(about.title, depth + 1);
	// Replicate's title is often the beginning of its detail.
	if (words === undefined || !name || words.toLowerCase().includes(name.toLowerCase()))
		return words;
	return tidy(`${name}: ${words}`);
}

/** Which inputs are complained about: fal's `detail[]`, RFC 7807's `invalid_fields[]`, Replicate's lines of text. */
export function fieldsOf(body: unknown): Fields {
	const { detail, invalid_fields: invalid, error } = objectOf(body);
	const listed = [detail, invalid].flatMap((list) => (Array.isArray(list) ? list : []));
	const named = listed.slice(0, 20).map((entry) => {
		const { loc, field, msg, description } = objectOf(entry);
		return { name: fieldName(loc ?? field), message: wordsOf(msg ?? description) ?? '' };
	});
	const lines = typeof detail === 'string' ? detail.slice(0, 10_000).split('\n').slice(0, 20) : [];
	for (const line of lines) {
		const [, name, message] = /^\s*- (?:input\.)?([\w.]+): (.+)$/.exec(line) ?? [];
		if (name !== undefined) named.push({ name, message: tidy(message) ?? '' });
	}
	const { param, message } = objectOf(error);
	if (typeof param === 'string') named.push({ name: param, message: wordsOf(message) ?? '' });
	return named.filter(({ name }) => name !== '');
}

/** A number or text with which an answer classes its error; `''` when there is none. */
function codesOf(body: unknown): string {
	const { code, type, error_code, error_type, error, detail } = objectOf(body);
	const inner = objectOf(error);
	const types = Array.isArray(detail) ? detail.slice(0, 8).map((part) => objectOf(part).type) : [];
	return [code, type, error_code, error_type, inner.code, inner.type, ...types]
		.filter((part) => typeof part === 'string' || typeof part === 'number')
		.join(' ');
}

const REFUSED =
	/nsfw|content[_ ]policy|content[_ ]moderation|content moderated|flagged as (?:sensitive|unsafe)|moderation|safety (?:checker|filter|system)|敏感|违规/i;
const NO_CHANNEL = /no available channel|无可用渠道|model_not_found/i;
const NO_CREDIT =
	/exhausted balance|(?:balance|credits?|funds|quota)\b.{0,20}(?:exhausted|not enough|insufficient|too low)|(?:insufficient|not enough|out of)[ _](?:\w+[ _])?(?:balance|credits?|funds|quota)|余额不足|额度不足/i;
const BAD_KEY =
	/invalid (?:api )?(?:token|key|credentials?)|unauthori[sz]ed|unauthenticated|无效的令牌/i;

/** Words with which safety rules refuse a prompt or its pictures. */
export function soundsRefused(words: string | undefined): boolean {
	return words !== undefined && REFUSED.test(words);
}

function meaningOf(status: number, text: string, fields: Fields): Meaning | undefined {
	if (NO_CHANNEL.test(text)) return 'modelUnavailable';
	if (status === 402 || NO_CREDIT.test(text)) return 'noCredit';
	if (status === 401 || ([400, 403].includes(status) && BAD_KEY.test(text))) return 'badKey';
	if (status < 500 && REFUSED.test(text)) return 'refused';
	if (status === 422 || (status === 400 && fields.length > 0)) return 'invalidInput';
	return undefined;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const WAIT =
	/(?:resets?|try again|retry) (?:in|after) ~?(\d{1,9}(?:\.\d{1,6})?) ?(ms|h|m(?![a-z])|min)?/i;

/** "Your rate limit resets in ~30s." (providers.md 1.5); some answers have `retry_after` in seconds beside it. */
function waitOf(body: unknown, words: string): number | undefined {
	const { retry_after: seconds } = objectOf(body);
	if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0)
		return seconds * 1000;
	const [, number, unit = 's'] = WAIT.exec(words) ?? [];
	return number === undefined
		? undefined
		: Number(number) * UNITS[unit.toLowerCase().replace('min', 'm')];
}

/** Words and numbers with which a `code` says that nothing was done; any other may stand beside a task. */
const REFUSAL =
	/error|fail|invalid|denied|unauthor|forbidden|not_?found|exceed|limit|bad_|missing|refus|reject|quota|insufficient|unsupported|unavailable|illegal/i;

function refuses(code: unknown): boolean {
	const number = Number(textOf(code).trim() || Number.NaN);
	if (Number.isFinite(number)) return number < 0 || number >= 400;
	return code === false || (typeof code === 'string' && REFUSAL.test(code));
}

/** A 2xx that says plainly that nothing was made. What is a task says so itself, and what is neither is unknown. */
function complains(body: unknown): boolean {
	const { error, detail, success, code, message, msg } = objectOf(body);
	if (success === false || wordsOf(detail) !== undefined) return true;
	// A number alone is no complaint: a garbled task must not be taken for a refusal, which costs nothing.
	const told = typeof error === 'number' ? wordsOf(body) : error;
	if (told !== undefined && told !== null && told !== '' && told !== false) return true;
	return refuses(code) && [message, msg].some((words) => typeof words === 'string');
}

/**
 * The error in an answer of any provider or gateway. `status` is the one that counts, where the body
 * names another than HTTP does; `task` says that a 2xx is a task, whose own `error` is no API error.
 */
export function apiErrorOf(
	{ status: http, body }: Pick<Answer, 'status' | 'body'>,
	task: boolean,
	status = http,
): ApiError | undefined {
	const good = http >= 200 && http < 300;
	if (good && status === http && (task || !complains(body))) return undefined;
	const words = wordsOf(body);
	const fields = fieldsOf(body);
	const text = `${words ?? ''} ${codesOf(body)}`;
	const said = firstText(words, objectOf(body).status);
	return {
		message: said ?? `HTTP ${status}, without a reason`,
		meaning: meaningOf(status, text, fields),
		fields: fields.length > 0 ? fields : undefined,
		retryAfterMs: waitOf(body, words ?? ''),
		status: status === http ? undefined : status,
	};
}
