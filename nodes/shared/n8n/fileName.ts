import { sanitizeFileName } from '../vendor';

/** File systems take 255 bytes; number and extension need some of them. */
const BASE_BYTES = 200;
/** A name made of a prompt is for people. */
const PROMPT_CHARACTERS = 50;

/** Cuts between characters, not inside one. */
function cutBytes(text: string, bytes: number): string {
	let size = 0;
	let out = '';
	for (const character of text) {
		size += Buffer.byteLength(character);
		if (size > bytes) break;
		out += character;
	}
	return out;
}

function slug(prompt: string): string {
	const words = prompt
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-');
	return [...words]
		.slice(0, PROMPT_CHARACTERS)
		.join('')
		.replace(/^-+|-+$/g, '');
}

export interface Naming {
	/** What the user wrote, possibly with an extension; empty means: from the prompt. */
	readonly wanted: string;
	readonly prompt: string | null;
	readonly taskId: string;
	/** Counted from 1. */
	readonly number: number;
	readonly count: number;
	/** Of the bytes that came, whatever the wanted name says. */
	readonly extension: string;
}

/** A file name that no store can be confused by: no path, no control character, no reserved name, at most 255 bytes. */
export function fileNameFor(naming: Naming): string {
	const { wanted, prompt, taskId, number, count, extension } = naming;
	const given = wanted.replace(/\.(png|jpe?g|webp|gif|avif|mp4|webm)$/i, '');
	const base = sanitizeFileName(given === '' ? slug(prompt ?? '') : given, { replacement: '-' });
	const plain = cutBytes(base.replace(/^[.\s]+|[.\s]+$/g, ''), BASE_BYTES);
	const name = plain === '' ? sanitizeFileName(`image-${taskId}`.slice(0, 80)) : plain;
	// As many digits for each, so that the names sort.
	const suffix = count > 1 ? `-${String(number).padStart(String(count).length, '0')}` : '';
	return `${name}${suffix}.${extension}`;
}
