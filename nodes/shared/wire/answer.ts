import { badAnswer } from '../problem';
import { z } from '../vendor';

/** Reads a body by its schema; a body that does not fit is a Problem (kind `badAnswer`) and nothing else. */
export function read<T>(schema: z.ZodType<T>, body: unknown, what: string): T {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const where = issue.path.length === 0 ? 'the answer' : issue.path.map(String).join('.');
	throw badAnswer(clip(`${what} cannot be read: ${where}: ${issue.message}`, 300));
}

/** A part that may be missing, null or of another type, and is undefined then: only the id and the status decide. */
export function maybe<T>(schema: z.ZodType<T>) {
	return schema
		.nullish()
		.transform((value) => value ?? undefined)
		.catch(undefined);
}

/** Text, or a number that stands for one; never empty. */
export const Id = z.union([z.string().min(1), z.number().transform(String)]);

export const Values = z.record(z.string(), z.unknown());

/** The value when it is a plain JSON object, else an empty one. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: {};
}

/** What a text holds as JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** A text or a number as text, anything else as none: `String` throws for JSON such as `{"toString": 1}`. */
export function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Something stands there: no null, no empty text, list or object. */
export function isPresent(value: unknown): boolean {
	if (typeof value !== 'object' || value === null)
		return value !== undefined && value !== null && value !== '' && value !== false;
	return Object.keys(value).length > 0;
}

/** The first text that is not empty. */
export function firstText(...texts: ReadonlyArray<unknown>): string | undefined {
	return texts.find((text): text is string => typeof text === 'string' && text !== '');
}

/** At most `bytes` bytes of UTF-8 from a text's start. */
export function clip(text: string, bytes: number): string {
	if (Buffer.byteLength(text) <= bytes) return text;
	const kept = Buffer.from(text.slice(0, bytes)).subarray(0, bytes - 3);
	return `${kept.toString('utf8').replace(/\uFFFD+$/, '')}…`;
}

/** The same from its end: the last lines of a log say most. */
export function clipStart(text: string, bytes: number): string {
	if (Buffer.byteLength(text) <= bytes) return text;
	const kept = Buffer.from(text.slice(-bytes)).subarray(-(bytes - 3));
	return `…${kept.toString('utf8').replace(/^\uFFFD+/, '')}`;
}

/** First characters of base64 that name a format; `AAAA` plus a brand is an ISO media file. */
const FORMATS = [
	[/^\/9j\//, 'image/jpeg'],
	[/^iVBORw0KGgo/, 'image/png'],
	[/^UklGR/, 'image/webp'],
	[/^R0lGOD/, 'image/gif'],
	[/^AAAA..Z0eXBhdmlm/, 'image/avif'],
	[/^AAAA..Z0eXB/, 'video/mp4'],
] as const;

/** A data URI for bare base64 (providers.md 3.2); undefined for a text that is none. */
export function dataUri(base64: string): string | undefined {
	if (base64.length < 16 || !/^[A-Za-z0-9+/_=\s-]+$/.test(base64.slice(0, 400))) return undefined;
	const found = FORMATS.find(([start]) => start.test(base64));
	return `data:${found?.[1] ?? 'application/octet-stream'};base64,${base64}`;
}

/** Seconds between two ISO times by the provider's clock; undefined when one is missing or they run backwards. */
export function secondsBetween(from: string | undefined, to: string | undefined) {
	const ms = Date.parse(to ?? '') - Date.parse(from ?? '');
	return Number.isFinite(ms) && ms >= 0 ? ms / 1000 : undefined;
}

/** An ISO time, moved by some seconds; undefined for what is no time. */
export function isoTime(time: string | undefined, addSeconds = 0): string | undefined {
	const ms = Date.parse(time ?? '') + addSeconds * 1000;
	return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined;
}
