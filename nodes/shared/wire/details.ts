import { clip, objectOf } from './answer';
import { withoutQueries } from '../redact';

const TEXT_BYTES = 2000;
const ENTRIES = 100;
const DEPTH = 6;

/** Names of secret inputs (`hf_api_token`, `civitai_api_token`, providers.md 1.10) and their like. */
const SECRET = /(?:token|secret|password|api_?key|authorization|credentials?)$/i;

function cleanText(text: string): string {
	if (/^data:/i.test(text)) return `[data URI, ${text.length} characters]`;
	if (text.length > 256 && /^[A-Za-z0-9+/_=-]+$/.test(text)) {
		return `[base64, ${text.length} characters]`;
	}
	return clip(withoutQueries(text.slice(0, 4 * TEXT_BYTES)), TEXT_BYTES);
}

function clean(value: unknown, depth: number): unknown {
	if (typeof value === 'string') return cleanText(value);
	if (typeof value !== 'object' || value === null) return value;
	if (depth > DEPTH) return '…';
	if (Array.isArray(value)) return value.slice(0, ENTRIES).map((part) => clean(part, depth + 1));
	return Object.fromEntries(
		Object.entries(withoutSecretInputs(objectOf(value)))
			.slice(0, ENTRIES)
			.map(([name, part]) => [clip(name, 200), clean(part, depth + 1)]),
	);
}

/** Of an input's schema: what is typed there is not shown again (models.md 3.1). */
export function isSecretInput(schema: Readonly<Record<string, unknown>>): boolean {
	return schema['x-cog-secret'] === true || schema.format === 'password';
}

/** An echoed input without the tokens for private LoRAs. */
export function withoutSecretInputs(input: Readonly<Record<string, unknown>>) {
	return Object.fromEntries(Object.entries(input).filter(([name]) => !SECRET.test(name)));
}

/** The named parts of an answer, made small and harmless enough for a workflow's row. */
export function detailsOf(body: unknown, names: readonly string[]): Record<string, unknown> {
	const from = objectOf(body);
	const present = names.filter((name) => from[name] !== undefined && from[name] !== null);
	return Object.fromEntries(present.map((name) => [name, clean(from[name], 0)]));
}
