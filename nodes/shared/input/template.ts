import { invalidInput } from '../problem';

/** An expression of n8n that nobody evaluated: the field was not in expression mode. */
const TEMPLATE =
	/\{\{[^{}]*?\$(?:json|input|node|items?|binary|fromAI|now|today|vars|env|workflow|execution|prevNode|\()|^\s*=?\s*\$(?:json|input|node|binary|\()\s*[.[('"]/;

/** An object put into a text. */
const OBJECT = /\[object \w+\]/;

/** Refuses a text that no person wrote. Throws a `Problem` that names the field. */
export function refuseTemplate(label: string, value: unknown): void {
	if (typeof value !== 'string') return;
	if (TEMPLATE.test(value)) {
		throw invalidInput(
			`${label} holds an expression that was left as text: ${value.trim().slice(0, 80)}`,
			`Switch ${label} to Expression (in JSON its text begins with "="). Nothing was sent to the provider.`,
		);
	}
	const object = OBJECT.exec(value)?.[0];
	if (object === undefined) return;
	throw invalidInput(
		`${label} holds "${object}": an object was put into a text`,
		`In the expression name the field that is meant, as in {{ $json.person.name }}, or use JSON.stringify. Nothing was sent to the provider.`,
	);
}

/** The same for every text within a JSON value. */
export function refuseTemplates(label: string, value: unknown): void {
	if (typeof value === 'object' && value !== null) {
		for (const part of Object.values(value)) refuseTemplates(label, part);
	} else refuseTemplate(label, value);
}
