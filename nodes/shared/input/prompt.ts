import { jsonIn, objectOf } from '../wire/answer';
import { invalidInput } from '../problem';

const escaped = (text: string) =>
	text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');

/** Finds a phrase as a whole, in any case: `fox` is not in "foxglove". */
export const wholePhrase = (phrase: string) =>
	new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(phrase)}(?![\\p{L}\\p{N}_])`, 'iu');

/** Puts each phrase that the prompt does not hold yet before it, in the order given. */
export function withTriggerWords(prompt: string, phrases: readonly (string | null)[]): string {
	const missing: string[] = [];
	for (const phrase of phrases) {
		if (phrase === null || wholePhrase(phrase).test([...missing, prompt].join(', '))) continue;
		missing.push(phrase);
	}
	return [...missing, prompt].join(', ');
}

/** Words that stand where an expression found nothing. */
const NOTHING = /^["'\s]*(?:null|undefined|nan|none)["'\s]*$/i;

const FENCED = /^```\w*\s*\n?([\s\S]*?)\n?\s*```$/;
const JSON_LIKE = /^(?:\{\s*(?:"|\})|\[\s*[[{"\]])/;

/** Under which a language model that was asked for a prompt gives it. */
const PROMPT_KEYS = ['prompt', 'image_prompt', 'imagePrompt', 'positive_prompt', 'Prompt'];

/** The prompt inside a language model's whole answer. */
function promptOf(answer: unknown): string | undefined {
	const inside: unknown = Array.isArray(answer) && answer.length === 1 ? answer[0] : answer;
	const found = PROMPT_KEYS.map((key) => objectOf(inside)[key]).filter(
		(one) => typeof one === 'string' && one.trim() !== '',
	);
	return found.length === 1 ? (found[0] as string) : undefined;
}

/** The prompt that a text means; FLUX.2 reads a prompt that is JSON. Throws a `Problem` when nobody can mean it. */
export function promptIn(label: string, text: string, structured: boolean): string {
	if (NOTHING.test(text)) {
		throw invalidInput(
			`${label} is the word ${text.trim()}: the expression found nothing`,
			`Correct the expression in ${label}. Nothing was sent to the provider.`,
		);
	}
	const bare = text.trim();
	const inside = FENCED.exec(bare)?.[1].trim() ?? bare;
	if (!JSON_LIKE.test(inside)) return inside === bare ? text : inside;
	const answer = jsonIn(inside);
	const prompt = promptOf(answer);
	if (prompt !== undefined) return promptIn(label, prompt, structured);
	if (structured && answer !== undefined) return inside;
	throw invalidInput(
		`${label} is JSON and not the text of a prompt: ${inside.slice(0, 60)}`,
		`Take the prompt out of it by an expression, as in {{ $json.output.prompt }}. Nothing was sent to the provider.`,
	);
}
