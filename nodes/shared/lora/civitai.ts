import { asProblem, Problem } from '../problem';
import { objectOf } from '../wire/answer';
import { civitaiCard, civitaiCardFor, type LoraCard } from './card';
import { FAMILIES } from './families';
import type { Lists } from './look';
import { printed, type Reference } from './reference';
import { refused } from './spell';
import { heard, refuseClosed, unsaid, waiting, type Resolved, type Ways } from './ways';

const versionsOf = (body: unknown) => {
	const { modelVersions } = objectOf(body);
	return Array.isArray(modelVersions) ? (modelVersions as unknown[]) : [];
};

type Civitai = Extract<Reference, { kind: 'civitai' }>;

async function newestVersion(reference: Civitai, lists: Lists, { clock, family }: Ways) {
	const asked = lists.look(
		`${lists.civitai}/api/v1/models/${reference.model ?? ''}`,
		(body) => body,
	);
	const said = await heard(asked, waiting(true), clock);
	if ('silent' in said) throw unsaid(reference, said.silent);
	if ('missing' in said) return undefined;
	const versions = versionsOf(said.found);
	const card =
		family === undefined
			? civitaiCard(versions[0], said.found)
			: civitaiCardFor(said.found, FAMILIES[family].labels);
	if (card?.versionId !== undefined) return card;
	const bases = [...new Set(versions.map((one) => String(objectOf(one).baseModel)))].slice(0, 10);
	throw refused(
		printed(reference),
		`none of its versions is for ${family === undefined ? 'this model' : FAMILIES[family].name}; there are: ${bases.join(', ') || 'none'}`,
		'Choose a LoRA for the base of this model, or a model for that base.',
	);
}

async function versionCard(
	{ version = '' }: Civitai,
	lists: Lists,
	{ clock }: Ways,
	long: boolean,
) {
	const asked = lists.look(`${lists.civitai}/api/v1/model-versions/${version}`, (body) =>
		civitaiCard(body, { id: objectOf(body).modelId, ...objectOf(objectOf(body).model) }),
	);
	return await heard(asked, waiting(long), clock);
}

/** A lone number was a version's in BFL's own form, and is a model's in the browser (models.md 2.3, rule 2). */
async function eitherCard(reference: Civitai, lists: Lists, ways: Ways): Promise<LoraCard> {
	const number = reference.model ?? '';
	const [ofModel, said] = await Promise.all([
		newestVersion(reference, lists, ways).catch((error: unknown) => asProblem(error)),
		versionCard({ kind: 'civitai', version: number }, lists, ways, true),
	]);
	if ('silent' in said) throw unsaid(reference, said.silent);
	const ofVersion = 'found' in said ? said.found : undefined;
	const silent = ofModel instanceof Problem && ofModel.kind === 'unreachable';
	if (silent || (ofModel instanceof Problem && ofVersion === undefined)) throw ofModel;
	const page = ofModel instanceof Problem ? `https://civitai.com/models/${number}` : ofModel?.page;
	if (ofVersion !== undefined && page !== undefined && page !== ofVersion.page) {
		const why = `${number} is the number of a model and of a version of another one`;
		throw refused(printed(reference), why, `Paste one of these: ${page} ${ofVersion.page}.`);
	}
	const card = ofVersion ?? (ofModel instanceof Problem ? undefined : ofModel);
	if (card === undefined) throw unknownThere(reference);
	return card;
}

const unknownThere = (reference: Reference) =>
	refused(printed(reference), 'CivitAI knows none by that number', 'Correct the link.');

export async function resolvedCivitai(reference: Civitai, ways: Ways): Promise<Resolved> {
	const { lists, spelling, patient } = ways;
	const { version, alone } = reference;
	if (lists === undefined) {
		if (version !== undefined) return { reference };
		throw unsaid(reference, 'its page names no version, and looking up LoRAs is switched off');
	}
	if (version !== undefined) {
		const said = await versionCard(reference, lists, ways, patient);
		if ('silent' in said) return { reference, silent: said.silent };
		if ('missing' in said) {
			// What only its owner may see is hidden in the same way.
			refuseClosed(reference, 'CivitAI knows none by that number, or it is private', ways);
			return { reference };
		}
		if (said.found !== undefined && said.found.access !== 'public') {
			refuseClosed(reference, `it is ${said.found.access}`, ways);
		}
		return { reference, card: said.found };
	}
	const card =
		alone === true && spelling === 'cog'
			? await eitherCard(reference, lists, ways)
			: await newestVersion(reference, lists, ways);
	if (card === undefined) throw unknownThere(reference);
	if (card.access !== 'public') refuseClosed(reference, `it is ${card.access}`, ways);
	return { reference: { ...reference, version: String(card.versionId) }, card };
}
