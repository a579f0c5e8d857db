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
