import { withTriggerWords } from '../input/prompt';
import type { Input } from '../input/schema';
import type { Model } from '../model';
import { asProblem } from '../problem';
import type { Lists } from './look';
import { trainingOf } from './trainings';

/** The words of a model that has its LoRA inside; what cannot be told is a failure. */
export async function ownCard(
	{ own }: Lists,
	name: string,
): Promise<{ readonly words?: string | null; readonly failure?: string }> {
	if (own === undefined) return { failure: `no public list knows ${name}` };
	try {
		const training = await trainingOf(own, name);
		return training === undefined
			? { failure: `no public list knows ${name}` }
			: { words: training.trigger ?? null };
	} catch (error) {
		return { failure: asProblem(error).message };
	}
}

export const withRemarks = (input: Input, remarks: Readonly<Record<string, string>>): Input =>
	Object.keys(remarks).length === 0
		? input
		: { ...input, remarks: { ...input.remarks, ...remarks } };

export function withWords(model: Model, input: Input, words: ReadonlyArray<string | null>): Input {
	const name = model.fields.find((one) => one.kind === 'text' && one.role === 'prompt')?.name;
	if (name === undefined || input.prompt === null) return input;
	const prompt = withTriggerWords(input.prompt, words);
	return { ...input, prompt, wire: { ...input.wire, [name]: prompt } };
}
