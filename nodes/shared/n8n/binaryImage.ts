import { createHash } from 'node:crypto';

import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { wayFor } from '../client/client';
import type { Session } from '../client/session';
import type { InputImages } from '../input/parts';
import { asProblem, invalidInput, Problem } from '../problem';
import type { UploadFile } from '../task';
import { readableFile } from './imageFile';

/** A file that was looked at, and is not held: a batch has many. */
export interface BinaryImage {
	/** Of its content. */
	readonly digest: string;
	readonly read: () => Promise<UploadFile>;
}

/** What a look at an item's files needs. */
export interface Reader {
	readonly context: IExecuteFunctions;
	readonly session: Session;
}

/** A file's bytes, piece by piece; n8n streams what lies in its store. */
async function* piecesOf(context: IExecuteFunctions, item: number, descriptor: IBinaryData) {
	const { id } = descriptor;
	if (id === undefined) yield await bytesOf(context, item, descriptor);
	else yield* (await context.helpers.getBinaryStream(id)) as AsyncIterable<Buffer>;
}

const bytesOf = async (context: IExecuteFunctions, item: number, descriptor: IBinaryData) =>
	await context.helpers.getBinaryDataBuffer(item, descriptor);

/** Enough to tell what a file is. */
const HEAD_BYTES = 64 * 1024;

async function lookAt(
	{ context, session }: Reader,
	item: number,
	file: IBinaryData,
	label: string,
) {
	if (file.id !== undefined) {
		const { fileSize } = await context.helpers.getBinaryMetadata(file.id);
		wayFor(session, fileSize, label);
	}
	const hash = createHash('sha256');
	let head = Buffer.alloc(0);
	let size = 0;
	for await (const piece of piecesOf(context, item, file)) {
		size += piece.length;
		hash.update(piece);
		if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES)]);
	}
	return { head, size, digest: hash.digest('hex') };
}

/** Looks at a file of an item. Throws a `Problem` that names the field. */
export async function fileOf(
	reader: Reader,
	item: number,
	wanted: InputImages,
	descriptor: IBinaryData,
	where: string,
): Promise<BinaryImage> {
	const { context, session } = reader;
	const seen = await lookAt(reader, item, descriptor, wanted.label).catch((error: unknown) => {
		if (error instanceof Problem) throw error;
		throw invalidInput(
			`${wanted.label}: the file of ${where} cannot be read (${asProblem(error).message})`,
			'n8n deletes the files of old executions: run the node before this one again. Nothing was sent to the provider.',
		);
	});
	const { fileName = 'image', mimeType } = descriptor;
	const file = await readableFile(wanted, where, { fileName, mimeType, bytes: seen.head });
	wayFor(session, seen.size, wanted.label);
	const read = async () => ({ ...file, bytes: await bytesOf(context, item, descriptor) });
	return { digest: seen.digest, read };
}
