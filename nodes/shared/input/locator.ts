import { objectOf } from '../wire/answer';

/** The text of a resource locator, or of a plain text from before there was one. */
export function locatorValue(given: unknown): unknown {
	const { __rl: locator, mode, value } = objectOf(given);
	return locator === true || typeof mode === 'string' ? value : given;
}

/** The same where only a text can be meant; empty when nothing is chosen. */
export function locatorText(given: unknown): string {
	const value = locatorValue(given);
	return typeof value === 'string' ? value.trim() : '';
}
