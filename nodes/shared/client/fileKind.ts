import { fileTypeFromBuffer } from '../vendor';

/** Drawings of lines, which some models make (Recraft's styles of vectors); told by their text alone. */
function isDrawing(head: string): boolean {
	let rest = head.trimStart();
	// Each step goes on behind one closing mark, never back.
	for (;;) {
		const end = rest.startsWith('<!--') ? '-->' : /^<(?:\?xml|!DOCTYPE svg)/i.test(rest) ? '>' : '';
		if (end === '') return /^<svg[\s>]/i.test(rest);
		const at = rest.indexOf(end, end.length);
		if (at < 0) return false;
		rest = rest.slice(at + end.length).trimStart();
	}
}

/** Type and extension by a file's first bytes; undefined where they tell none. */
export async function fileKind(
	head: Uint8Array,
): Promise<{ readonly mime: string; readonly ext: string } | undefined> {
	const start = Buffer.from(head.subarray(0, 4096)).toString('utf8');
	if (isDrawing(start)) return { mime: 'image/svg+xml', ext: 'svg' };
	return await fileTypeFromBuffer(head);
}

/** Endings whose files tell by their bytes what they are; one that does not is none. */
const PICTURES =
	/^(?:png|jpe?g|webp|gif|avif|svg|bmp|tiff?|heic|mp4|webm|mov|mp3|wav|ogg|html?|php)$/i;

/**
 * Weights, words of a film or a model's numbers, which no first bytes tell: its link names them. A page or
 * a store's error stays one, whatever the link ends in.
 */
export function otherKind(head: Buffer, url: string, contentType = '') {
	const ext = /\.([a-z\d]{1,12})$/i.exec(URL.canParse(url) ? new URL(url).pathname : '')?.[1];
	const mime = contentType.split(';', 1)[0].trim().toLowerCase();
	const start = head.subarray(0, 200).toString('utf8').trimStart();
	const trouble = start === '' || start.startsWith('<') || /^image\/|html|xml/.test(mime);
	if (ext === undefined || PICTURES.test(ext) || trouble) return undefined;
	return { mime: mime === '' ? 'application/octet-stream' : mime, ext: ext.toLowerCase() };
}
