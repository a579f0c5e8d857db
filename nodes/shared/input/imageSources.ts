import { jsonIn, objectOf } from '../wire/answer';
import { refuseTemplate } from './template';
import { isGiven, wrong } from './values';

/** A file that n8n holds, as its descriptor says; it may belong to an earlier node. */
export interface BinaryRef {
	readonly binary: Readonly<Record<string, unknown>>;
}

/**
 * What is said of a file whose bytes lie in a binary field of the item: by a form of n8n in the item's json,
 * and by `$binary.photo`, from which n8n takes the bytes.
 */
export interface NamedFile {
	readonly described: Readonly<Record<string, unknown>>;
}

/** A URL, a `data:` URI, base64 or the name of a binary field as text; else a file that n8n holds. */
export type ImageSource = string | BinaryRef | NamedFile;

const SAYS =
	'a URL, the name of a binary field, a binary field by expression, or an attachment with a URL';

/** Where Airtable, Notion, Slack, chat completions and image services put the address of a file. */
const ADDRESSES = [
	'url',
	'file',
	'external',
	'image_url',
	'href',
	'src',
	'download_url',
	'downloadUrl',
	'signedUrl',
	'signed_url',
	'secure_url',
];

const isBinary = (value: unknown) => {
	const { mimeType, data, id } = objectOf(value);
	return typeof mimeType === 'string' && (typeof data === 'string' || typeof id === 'string');
};

function inObject(label: string, value: Readonly<Record<string, unknown>>): ImageSource[] {
	if (isBinary(value)) return [{ binary: value }];
	const name = ADDRESSES.find((key) => isGiven(value[key]));
	if (name !== undefined) return inValue(label, value[name]);
	const { filename, fileName = filename } = value;
	if (typeof value.mimeType === 'string') return [{ described: value }];
	if (typeof fileName === 'string' && fileName !== '') return [{ described: { fileName } }];
	const parts = Object.values(value);
	if (parts.length > 0 && parts.every((part) => typeof objectOf(part).mimeType === 'string')) {
		return parts.flatMap((part) => inObject(label, objectOf(part)));
	}
	throw wrong(label, SAYS, value);
}

function inValue(label: string, value: unknown): ImageSource[] {
	if (!isGiven(value)) return [];
	refuseTemplate(label, value);
	if (Array.isArray(value)) return value.flatMap((part) => inValue(label, part));
	if (typeof value === 'object') return inObject(label, objectOf(value));
	if (typeof value === 'number') return [String(value)];
	if (typeof value !== 'string') throw wrong(label, SAYS, value);
	return [value.trim()];
}

const address = /^(?:https?:|data:)/i;

/** Long enough for a picture, and too long for the name of a field. */
const BASE64 = /^[\w+/=\s-]{100,}$/;

/**
 * Several pictures in one text: one a line, or separated by commas. A comma inside a URL or a `data:` URI
 * separates only before a space or the next address, since image services put commas into their paths.
 */
function several(text: string): string[] {
	if (BASE64.test(text)) return [text];
	return text
		.split(/\n|,(?=\s|https?:\/\/|data:)/i)
		.flatMap((part) => (address.test(part.trim()) ? [part] : part.split(',')))
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** The pictures that a value names, whatever wraps them. Throws a `Problem` that names the field. */
export function imageSources(label: string, value: unknown, many: boolean): ImageSource[] {
	const json = typeof value === 'string' && /^\s*[[{]/.test(value) && !/^\s*\{\{/.test(value);
	const found = inValue(label, json ? (jsonIn(value) ?? value) : value);
	if (!many) return found;
	return found.flatMap((source): ImageSource[] =>
		typeof source === 'string' ? several(source) : [source],
	);
}
