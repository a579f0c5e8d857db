import { invalidInput } from '../problem';

/** Long enough for every provider's ids; a longer one is a paste gone wrong. */
const ID_LENGTH = 200;

/** A task id as one segment of a path; one that would leave its place in the path is refused. */
export function idSegment(id: string): string {
	const leaves = id === '.' || id === '..' || /[/\\?#\s\p{Cc}\p{Cs}]/u.test(id);
	if (id === '' || id.length > ID_LENGTH || leaves) {
		throw invalidInput(
			id === '' ? 'The task id is empty.' : 'The task id has characters that no task id has.',
			'Give the id as the provider shows it, without a link around it.',
		);
	}
	return encodeURIComponent(id);
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
