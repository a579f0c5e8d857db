import { fileKind } from '../client/fileKind';
import { invalidInput } from '../problem';
import type { UploadFile } from '../task';

/** What the models' own libraries read. */
const READ = /^image\/(?:png|jpeg|webp|gif|bmp|tiff|avif|apng)$/;

/** What people send though no model reads it, and what to do. */
const CURES: ReadonlyArray<readonly [RegExp, string]> = [
	[/hei[cf]/, 'Photos of an iPhone are HEIC: convert it to JPEG first.'],
	[/svg/, 'A drawing has to be made a PNG or a JPEG first.'],
];

const PAGE = /^<(?:!doctype html|html|head|body)\b/i;

/** The type by the file's own bytes; undefined where they tell none. */
async function typeOf(bytes: Uint8Array): Promise<string | undefined> {
	const start = Buffer.from(bytes.subarray(0, 1024)).toString('utf8').trimStart();
	return PAGE.test(start) ? 'text/html' : (await fileKind(bytes))?.mime;
}

/**
 * A file as its bytes say it is; `where` completes the message. Throws a `Problem` for what no model reads,
 * since it would be paid for.
 */
export async function readableFile(
	{ label, anyFile = false }: { readonly label: string; readonly anyFile?: boolean },
	where: string,
	file: UploadFile,
): Promise<UploadFile> {
	if (file.bytes.byteLength === 0) {
		throw invalidInput(
			`${label}: ${where} is an empty file`,
			'Look at the node that reads it. Nothing was sent to the provider.',
		);
	}
	const found = await typeOf(file.bytes);
	const page = found === 'text/html';
	const good = anyFile
		? !page || /html/.test(file.mimeType)
		: found !== undefined && READ.test(found);
	if (good) return found === undefined ? file : { ...file, mimeType: found };
	const told = /^image\//.test(file.mimeType) ? 'something else than its type says' : file.mimeType;
	const what = page ? 'a web page' : (found ?? told);
	const cure =
		CURES.find(([pattern]) => pattern.test(what))?.[1] ?? 'Give a file that holds an image.';
	throw invalidInput(
		`${label}: ${where} holds ${what}, ${/^image\//.test(what) ? 'which the models do not read' : 'not an image'}`,
		`${cure} Nothing was sent to the provider.`,
	);
}
