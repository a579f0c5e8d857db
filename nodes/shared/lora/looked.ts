import type { Lora } from '../input/loras';
import type { LoraFamily, LoraSpelling } from '../model';
import { asProblem, invalidInput } from '../problem';
import { objectOf } from '../wire/answer';
import { civitaiCard, huggingFaceCard, type LoraCard } from './card';
import { foreignBase, nearBase } from './families';
import type { Lists } from './look';
import { cardPlace } from './spell';
import { isReplicates, trainingOf } from './trainings';

const noCard = (path: string) =>
	invalidInput(`no public list knows ${path}`, 'Fill in Trigger Words by hand.');

type Known = Pick<LoraCard, 'bases' | 'triggerWords'>;

/** What the user trained is in no public list; Replicate tells its owner. Throws a `Problem`. */
export async function ownCard({ own }: Lists, path: string): Promise<Known> {
	const asked = own !== undefined && isReplicates(path);
	const training = asked ? await trainingOf(own, path) : undefined;
	if (training === undefined) throw noCard(path);
	return { bases: [], triggerWords: training.trigger ?? null };
}

/** The card of one LoRA. Throws a `Problem`. */
async function cardOf(lists: Lists, path: string, spelling: LoraSpelling): Promise<Known> {
	const place = cardPlace(path, spelling);
	if (place === undefined) return await ownCard(lists, path);
	const card =
		'repo' in place
			? await lists.look(`${lists.huggingFace}/api/models/${place.repo}`, huggingFaceCard)
			: await lists.look(`${lists.civitai}/api/v1/model-versions/${place.versionId}`, (body) =>
					civitaiCard(body, objectOf(body).model),
				);
	if (card === undefined) throw noCard(path);
	return card;
}

/** A LoRA with what its card says about it. */
export interface Looked {
	readonly lora: Lora;
	readonly failure?: string;
	readonly foreign?: string;
	/** The base of a LoRA that loads and may do little. */
	readonly near?: string;
}

/** What could not be looked up is told as a failure, never thrown. */
export async function looked(
	lists: Lists,
	lora: Lora,
	spelling: LoraSpelling,
	family: LoraFamily,
): Promise<Looked> {
	try {
		const card = await cardOf(lists, lora.path, spelling);
		const file = /[^/]+\.safetensors/i.exec(lora.path)?.[0];
		const foreign = foreignBase(family, card.bases, file);
		const near = nearBase(family, card.bases);
		const triggerWords = lora.triggerWords ?? card.triggerWords;
		return { lora: { ...lora, triggerWords }, foreign, near };
	} catch (error) {
		return { lora, failure: asProblem(error).message };
	}
}
