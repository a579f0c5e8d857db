import type { Lora } from '../input/loras';
import type { LoraFamily, LoraSpelling, Model } from '../model';
import { asProblem, invalidInput } from '../problem';
import { withTriggerWords } from '../input/prompt';
import type { Input } from '../input/schema';
import { objectOf } from '../wire/answer';
import { civitaiCard, huggingFaceCard, type LoraCard } from './card';
import { FAMILIES, foreignBase } from './families';
import type { Lists } from './look';
import { cardPlace } from './spell';

const noCard = (path: string) =>
	invalidInput(`no public list knows ${path}`, 'Fill in Trigger Words by hand.');

/** The card of one LoRA. Throws a `Problem`. */
async function cardOf(lists: Lists, path: string, spelling: LoraSpelling): Promise<LoraCard> {
	const place = cardPlace(path, spelling);
	if (place === undefined) throw noCard(path);
	const card =
		'repo' in place
			? await lists.look(`${lists.huggingFace}/api/models/${place.repo}`, huggingFaceCard)
			: await lists.look(`${lists.civitai}/api/v1/model-versions/${place.versionId}`, (body) =>
					civitaiCard(body, objectOf(body).model),
				);
	if (card === undefined) throw noCard(path);
	return card;
}

interface Looked {
	readonly lora: Lora;
	readonly failure?: string;
}

async function looked(
	lists: Lists,
	lora: Lora,
	spelling: LoraSpelling,
	family: LoraFamily,
): Promise<Looked & { readonly foreign?: string }> {
	try {
		const card = await cardOf(lists, lora.path, spelling);
		const foreign = foreignBase(family, card.bases);
		return { lora: { ...lora, triggerWords: lora.triggerWords ?? card.triggerWords }, foreign };
	} catch (error) {
		return { lora, failure: asProblem(error).message };
	}
}

/**
 * The input with the trigger words of its LoRAs' cards where the user gave none. A look-up that fails is
 * said in the row and fails nothing; a card that names another base model does, before anything is bought.
 */
export async function withLookedUpWords(
	model: Model,
	input: Input,
	lists: Lists | undefined,
): Promise<Input> {
	const { family } = model;
	const field = model.fields.find((one) => one.kind === 'loras');
	if (family === undefined || field?.lists === undefined || input.loras.length === 0) return input;
	if (lists === undefined) {
		const said = 'Trigger words were not looked up: the credential has looking up switched off';
		return { ...input, remarks: { ...input.remarks, triggerWords: said } };
	}
	const { lists: spelling } = field;
	const found = await Promise.all(input.loras.map((lora) => looked(lists, lora, spelling, family)));
	const wrong = found.find(({ foreign }) => foreign !== undefined);
	if (wrong !== undefined) {
		throw invalidInput(
			`The LoRA ${wrong.lora.path} is for ${wrong.foreign ?? 'another base'}; ${model.name} takes LoRAs for ${FAMILIES[family].name}`,
			'Choose a LoRA for the base of this model. Nothing was sent to the provider.',
		);
	}
	return withWords(model, input, found);
}

function withWords(model: Model, input: Input, found: readonly Looked[]): Input {
	const loras = found.map(({ lora }) => lora);
	const failures = found.flatMap(({ failure }) => failure ?? []);
	const remarks =
		failures.length === 0
			? input.remarks
			: {
					...input.remarks,
					triggerWords: `Trigger words were not looked up: ${failures.join('; ')}`,
				};
	const name = model.fields.find((one) => one.kind === 'text' && one.role === 'prompt')?.name;
	if (name === undefined || input.prompt === null) return { ...input, loras, remarks };
	const words = loras.map(({ triggerWords }) => triggerWords);
	const prompt = withTriggerWords(input.prompt, words);
	return { ...input, loras, remarks, prompt, wire: { ...input.wire, [name]: prompt } };
}
