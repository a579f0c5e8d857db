import type { IncomingMessage } from 'node:http';

/** The whole body; the sandbox is on loopback and trusts the size. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

export function parseJson(body: Buffer): unknown {
	if (body.length === 0) return undefined;
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return undefined;
	}
}

/** The first file of a multipart form. */
export async function fileOf(
	body: Buffer,
	contentType: string | undefined,
): Promise<{ field: string; file: File } | undefined> {
	if (contentType === undefined) return undefined;
	const headers = { 'content-type': contentType };
	try {
		const form = await new Response(new Uint8Array(body), { headers }).formData();
		let found: { field: string; file: File } | undefined;
		form.forEach((value, field) => {
			if (typeof value !== 'string') found ??= { field, file: value };
		});
		return found;
	} catch {
		return undefined;
	}
}
