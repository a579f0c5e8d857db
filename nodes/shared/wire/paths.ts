import { invalidInput } from '../problem';

/** Whatever a provider calls its task is kept, and made harmless where it is used. */
const wellFormed = (id: string) => Buffer.from(id).toString('utf8');

/** A task id as one segment of a path. Throws a `Problem` for the two that cannot be one. */
export function idSegment(id: string): string {
	// The URL standard takes a segment of one or two dots as a step, escaped or not.
	if (id === '' || id === '.' || id === '..') {
		throw invalidInput(
			id === '' ? 'The task id is empty.' : 'The task id has characters that no task id has.',
			'Give the id as the provider shows it, without a link around it.',
		);
	}
	return encodeURIComponent(wellFormed(id));
}

/** An id as a person gives it. Throws a `Problem` for what was pasted by mistake. */
export function typedId(id: string): string {
	const link = /^https?:\/\//i.test(id);
	if (link || /[\p{Cc}]/u.test(id) || id.length > 2000) {
		throw invalidInput(
			link ? 'The task id is a link.' : 'The task id has characters that no task id has.',
			'Give the id as the provider shows it, without a link around it.',
		);
	}
	return id;
}

/** The segments of an endpoint such as `owner/name`, each safe inside a path. */
export function endpointSegments(endpoint: string, atLeast: number, example: string) {
	const segments = endpoint
		.trim()
		.replace(/^\/+|\/+$/g, '')
		.split('/');
	const safe = segments.every((part) => /^[\w.~-]+$/.test(part) && !/^\.+$/.test(part));
	if (!safe || segments.length < atLeast) {
		throw invalidInput(
			endpoint.trim() === ''
				? 'The model is missing.'
				: 'The model is no endpoint of this provider.',
			`Give the model as the provider's page shows it, such as ${example}.`,
		);
	}
	return segments;
}
