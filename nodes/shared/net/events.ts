import { limits } from '../limits';
import { withoutEscapes, withoutSecrets } from '../redact';
import { createParser } from '../vendor';

/** The JSON of each server-sent event; one that is no JSON is passed over, since a push is only a hint. */
export async function* readEvents(
	body: AsyncIterable<Buffer>,
	secrets: readonly string[],
): AsyncGenerator<unknown> {
	const waiting: unknown[] = [];
	const parser = createParser({
		maxBufferSize: limits().jsonBytes,
		onEvent: ({ data }) => {
			try {
				waiting.push(JSON.parse(withoutSecrets(withoutEscapes(data), secrets)));
			} catch {
				// Passed over.
			}
		},
	});
	const decoder = new TextDecoder();
	for await (const chunk of body) {
		parser.feed(decoder.decode(chunk, { stream: true }));
		yield* waiting.splice(0);
	}
}
