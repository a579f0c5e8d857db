import { ownCard, looked, type Looked } from './looked';
import type { Lists } from './look';
import type { Model } from '../model';
import { asProblem } from '../problem';
import { withTriggerWords } from '../input/prompt';
import type { Input } from '../input/schema';

/** The words of a model that has its LoRA inside; what cannot be told is a failure. */
async function ownWords(lists: Lists, { ownWords: given, target }: Input) {
	if (given !== null) return {};
	try {
		return { words: (await ownCard(lists, target.endpoint)).triggerWords };
	} catch (error) {
		return { failure: asProblem(error).message };
	}
}

const withRemarks = (input: Input, remarks: Readonly<Record<string, string>>): Input =>
	Object.keys(remarks).length === 0
		? input
		: { ...input, remarks: { ...input.remarks, ...remarks } };

const notLookedUp = (why: string) => ({
	triggerWords: `Trigger words were not looked up: ${why}`,
});

/** What could not be looked up, apart for words that are missing and for words that were given. */
function remarksOn(found: readonly Looked[], own: string | undefined): Record<string, string> {
	const failures = (given: boolean) =>
		found
			.filter(({ lora }) => (lora.triggerWords !== null) === given)
			.flatMap(({ failure }) => failure ?? []);
	const missing = [...failures(false), ...(own === undefined ? [] : [own])];
	const unchecked = failures(true);
	const checks = [
		...(unchecked.length === 0
			? []
			: [`The base of the LoRA was not looked up: ${unchecked.join('; ')}`]),
		...found.flatMap(({ lora, near }) =>
			near === undefined ? [] : [`The LoRA ${lora.path} is for ${near}, and may do little here`],
		),
	];
	return {
		...(missing.length === 0 ? {} : notLookedUp(missing.join('; '))),
		...(checks.length === 0 ? {} : { loraCheck: checks.join('. ') }),
	};
}

/**
 * The input with the trigger words of its LoRAs' cards where the user gave none. A look-up that fails is
 * said in the row and fails nothing. Bases are checked before an order (`base.ts`), not here: what an earlier
 * try bought is taken up whatever a card says by then.
 */
export async function withLookedUpWords(
	model: Model,
	input: Input,
	lists: Lists | undefined,
): Promise<Input> {
	const { family } = model;
	const spelling = model.fields.find((one) => one.kind === 'loras')?.lists;
	if (input.loras.length === 0 && input.ownWords !== null) return input;
	if (family === undefined || spelling === undefined) {
		const why = `${model.name} is none of the models that the node knows by itself`;
		return withRemarks(input, notLookedUp(why));
	}
	if (lists === undefined) {
		return withRemarks(input, notLookedUp('the credential has looking up switched off'));
	}
	const found = await Promise.all(input.loras.map((lora) => looked(lists, lora, spelling, family)));
	const own = await ownWords(lists, input);
	const words = [...found.map(({ lora }) => lora.triggerWords), own.words ?? null];
	const told = withRemarks(input, remarksOn(found, own.failure));
	return withWords(model, { ...told, loras: found.map(({ lora }) => lora) }, words);
}

function withWords(model: Model, input: Input, words: ReadonlyArray<string | null>): Input {
	const name = model.fields.find((one) => one.kind === 'text' && one.role === 'prompt')?.name;
	if (name === undefined || input.prompt === null) return input;
	const prompt = withTriggerWords(input.prompt, words);
	return { ...input, prompt, wire: { ...input.wire, [name]: prompt } };
}
