import { withoutEscapes, withoutQuery, withoutSecrets } from '../redact';
import type { Reply } from '../task';

/** What is read of undici's answer. */
export interface Received {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: AsyncIterable<Buffer> & { destroy(): unknown };
}

/** Undefined beyond the bound. */
async function readText(body: Received['body'], maxBytes: number): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes) return undefined;
		chunks.push(chunk);
	}
	// Drops a byte order mark, which is no JSON.
	return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Lower-case names, one text each. */
export function flatHeaders(headers: Received['headers']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
	);
}

function redirectOf(status: number, headers: Record<string, string>, baseUrl: URL): Reply {
	const { location = 'nowhere' } = headers;
	const target = URL.canParse(location, baseUrl.href) ? new URL(location, baseUrl).href : location;
	return { type: 'redirect', status, location: withoutQuery(target) };
}

/** Reads an answer to its end. Whole secrets in it are taken out before anything else sees them. */
export async function replyOf(
	response: Received,
	{ baseUrl, secrets }: { readonly baseUrl: URL; readonly secrets: readonly string[] },
	maxBytes: number,
): Promise<Reply> {
	const { statusCode: status } = response;
	const headers = flatHeaders(response.headers);
	if (status >= 300 && status < 400) {
		response.body.destroy();
		return redirectOf(status, headers, baseUrl);
	}
	const received = await readText(response.body, maxBytes);
	if (received === undefined) {
		return { type: 'unreadable', status, headers, what: 'too large', text: '' };
	}
	const text = withoutSecrets(withoutEscapes(received), secrets);
	try {
		return { type: 'answer', status, headers, body: JSON.parse(text) as unknown };
	} catch {
		const start = text.trimStart().slice(0, 400);
		const html = /^<(!doctype|html|head|body|\?xml)/i.test(start);
		const what = start === '' ? 'empty' : html ? 'html' : 'text';
		return { type: 'unreadable', status, headers, what, text: start };
	}
}
