import { invalidInput, Problem } from '../problem';

/** A model that its provider does not have, as words for the person at the form. */
export function noSuchModel(title: string, id: string): Problem {
	return invalidInput(
		`${title} has no model "${id}"`,
		'Choose one from the list, or check the spelling of its ID.',
	);
}

/** What to do where nobody tells a model's inputs. */
export function noCatalog(host: string): Problem {
	return invalidInput(
		`${host} has no list of models to read`,
		'Choose Other Model (JSON Input), whose endpoint and input are free.',
	);
}

/** A model that is there, and nobody says what it takes (models.md 3.1: `latest_version` may be null). */
export function noSchema(title: string, id: string): Problem {
	return new Problem({
		kind: 'badAnswer',
		message: `${title} describes no inputs of ${id}`,
		charged: 'no',
		safeToRetry: true,
		nextStep: 'Choose Other Model (JSON Input), whose endpoint and input are free.',
	});
}

/** A 404 tells that there is no such model; everything else stays what it is. */
export function missing(error: unknown, title: string, id: string): never {
	if (error instanceof Problem && error.httpStatus === 404) throw noSuchModel(title, id);
	throw error;
}
