import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { placeImage } from '../client/client';
import type { InputImages } from '../input/parts';
import { invalidInput } from '../problem';
import type { Input } from '../input/schema';
import type { Session } from '../client/session';
import type { UploadFile } from '../task';

/** One field's pictures, before they are sent anywhere: URLs as they are, binary fields read. */
export interface StartImages {
	readonly name: string;
	readonly label: string;
	readonly many: boolean;
	readonly sources: ReadonlyArray<string | UploadFile>;
}

const isAddress = (source: string) => /^(https?:\/\/|data:)/i.test(source);

function holds(context: IExecuteFunctions, item: number, field: string): boolean {
	try {
		return context.helpers.assertBinaryData(item, field) !== undefined;
	} catch {
		return false;
	}
}

async function readBinary(
	context: IExecuteFunctions,
	item: number,
	field: string,
	{ label, anyFile = false }: InputImages,
): Promise<UploadFile> {
	// Never item.binary: with binaryMode "combined" it is empty, and the fields lie below `_files` (n8n.md 4).
	const at = [field, `_files.${field}`].find((name) => holds(context, item, name));
	if (at === undefined) {
		throw invalidInput(
			`${label}: this item has no binary field "${field}"`,
			'Enter a URL, or the name of a binary field as the previous node shows it (often data).',
		);
	}
	const descriptor = context.helpers.assertBinaryData(item, at);
	if (!anyFile && !/^image\//.test(descriptor.mimeType)) {
		throw invalidInput(
			`${label}: the binary field "${field}" holds ${descriptor.mimeType}, not an image`,
			'Give a field that holds an image.',
		);
	}
	const bytes = await context.helpers.getBinaryDataBuffer(item, at);
	return { fileName: descriptor.fileName ?? field, mimeType: descriptor.mimeType, bytes };
}

/** Throws a `Problem` that names the field. */
export async function readStartImages(
	context: IExecuteFunctions,
	item: number,
	input: Input,
): Promise<readonly StartImages[]> {
	return await Promise.all(
		input.images.map(async (wanted) => ({
			name: wanted.name,
			label: wanted.label,
			many: wanted.many,
			sources: await Promise.all(
				wanted.sources.map(async (source) =>
					// An empty text that a user put into an option is sent (design section 11).
					source === '' || isAddress(source)
						? source
						: await readBinary(context, item, source, wanted),
				),
			),
		})),
	);
}

/** What an item orders, as one value: the same for the same fields and the same picture bytes. */
export function orderHash(input: Input, images: readonly StartImages[]): string {
	const hash = createHash('sha256').update(JSON.stringify([input.target, input.wire]));
	for (const { name, sources } of images) {
		hash.update(name);
		for (const source of sources) hash.update(typeof source === 'string' ? source : source.bytes);
	}
	return hash.digest('hex');
}

/** The wire input with every picture where the provider can read it. Throws a `Problem`. */
export async function withStartImages(
	session: Session,
	wire: Readonly<Record<string, unknown>>,
	images: readonly StartImages[],
	signal: AbortSignal,
): Promise<Record<string, unknown>> {
	const placed = await Promise.all(
		images.map(async ({ name, label, sources, many }) => {
			const urls = await Promise.all(
				sources.map(async (source) =>
					typeof source === 'string' ? source : await placeImage(session, source, label, signal),
				),
			);
			return [name, many ? urls : urls[0]] as const;
		}),
	);
	return { ...wire, ...Object.fromEntries(placed) };
}
