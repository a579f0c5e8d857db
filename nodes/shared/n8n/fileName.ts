import { createHash } from 'node:crypto';

import { wholePhrase } from '../input/prompt';
import { sanitizeFileName } from '../vendor';

/** File systems take 255 bytes; numbers, the task's piece and the extension need some of them. */
const BASE_BYTES = 200;
/** A name made of a prompt is for people. */
const PROMPT_CHARACTERS = 50;
const ID_CHARACTERS = 8;

/** Windows keeps these for devices, whatever the extension. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=\.|$)/i;
/** Half characters, and marks that turn the direction of writing and with it what an extension seems to be. */
const MISLEADING = /[\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const EXTENSION =
	/\.(?:png|jpe?g|webp|gif|avif|tiff?|bmp|svg|mp4|webm|mov|mp3|wav|ogg|flac|glb|zip|json|txt)$/i;

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

/** Letters of other scripts stay; accents go, since a header carries no more than ASCII unharmed. */
function slug(prompt: string): string {
	const words = prompt
		.slice(0, 1000)
		.normalize('NFKD')
		.replace(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
	return [...words]
		.slice(0, PROMPT_CHARACTERS)
		.join('')
		.replace(/^-+|-+$/g, '');
}

/** What tells two tasks apart: the end of an id, since ids made of a time begin alike. ASCII always. */
function pieceOf(taskId: string): string {
	const letters = taskId.replace(/[^a-z\d]+/gi, '').toLowerCase();
	if (letters.length >= ID_CHARACTERS / 2) return letters.slice(-ID_CHARACTERS);
	return createHash('sha256').update(taskId).digest('hex').slice(0, ID_CHARACTERS);
}

/** The prompt without the phrases that call a LoRA, which all images of a series have in common. */
export function withoutPhrases(prompt: string, phrases: readonly string[]): string {
	return phrases
		.map((phrase) => phrase.trim())
		.filter((phrase) => phrase !== '')
		.reduce((text, phrase) => text.replace(wholePhrase(phrase), ' '), prompt);
}

/** A name a user gave, as every store can keep it: no path, no control character, no device, no extension. */
function kept(wanted: string): string {
	const bare = wanted.normalize('NFC').replace(MISLEADING, '');
	const given = bare.replace(/^\s+|[.\s]+$/g, '').replace(EXTENSION, '');
	const plain = sanitizeFileName(given.replace(DEVICE, '_$&'), { replacement: '-' });
	return cutBytes(plain.replace(/^[.\s]+/, ''), BASE_BYTES).replace(/[.\s]+$/, '');
}

/**
 * For each of a run's names, in the order of its items: the number that tells it from its equals, or ''.
 * Equal is what one folder of Windows takes for equal. Empty names are made of prompt and task id.
 */
export function numbersFor(wanted: readonly string[]): readonly string[] {
	const keys = wanted.map((name) => kept(name).toLowerCase());
	const sizes = new Map<string, number>();
	for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
	const seen = new Map<string, number>();
	return keys.map((key) => {
		const size = sizes.get(key) ?? 0;
		if (key === '' || size < 2) return '';
		const number = (seen.get(key) ?? 0) + 1;
		seen.set(key, number);
		return String(number).padStart(String(size).length, '0');
	});
}

export interface Naming {
	/** What the user wrote, possibly with an extension; empty means: from the prompt and the task's id. */
	readonly wanted: string;
	/** Of this row among the run's rows of the same name; '' when no other has it. */
	readonly rowNumber: string;
	/** Without trigger words. */
	readonly prompt: string | null;
	readonly taskId: string;
	/** Counted from 1. */
	readonly number: number;
	readonly count: number;
	/** Of the bytes that came, whatever the wanted name says. */
	readonly extension: string;
}

/**
 * A file name that no store can be confused by, at most 255 bytes. Made by us it differs for each image of
 * each task; given by the user it is kept, with numbers where one run would use it twice.
 */
export function fileNameFor(naming: Naming): string {
	const { wanted, rowNumber, prompt, taskId, number, count, extension } = naming;
	const given = kept(wanted);
	const own = [slug(prompt ?? '') || 'image', pieceOf(taskId)];
	const parts = given === '' ? own : [given, rowNumber];
	// As many digits for each, so that the names sort.
	const image = count > 1 ? String(number).padStart(String(count).length, '0') : '';
	return `${[...parts, image].filter((part) => part !== '').join('-')}.${extension}`;
}
