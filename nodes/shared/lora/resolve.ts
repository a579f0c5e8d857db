import type { LoraSpelling } from '../model';
import { objectOf } from '../wire/answer';
import { huggingFaceCard, type LoraCard } from './card';
import { resolvedCivitai } from './civitai';
import { printed, type Reference } from './reference';
import { fileLink, needsFile, refused } from './spell';
import { trainingOf } from './trainings';
import { heard, refuseClosed, unsaid, waiting, type Resolved, type Ways } from './ways';

const MOST_NAMES = 20;
const STANDARD = /(?:^|\/)(?:lora|pytorch_lora_weights)\.safetensors$/i;

type Hub = Extract<Reference, { kind: 'hub' }>;

/** The one file that is meant. Throws a `Problem` with the links to choose from. */
function chosenFile(reference: Hub, { files }: LoraCard, spelling: LoraSpelling): Hub {
	const { repo, file, folder, revision } = reference;
	if (file !== undefined || files === undefined) return reference;
	const inside = files.filter((one) => folder === undefined || one.startsWith(`${folder}/`));
	if (inside.length === 0) {
		throw refused(printed(reference), 'it holds no .safetensors file', 'Choose another LoRA.');
	}
	const standard = inside.filter((one) => STANDARD.test(one));
	const [only] = inside.length === 1 ? inside : standard;
	if (inside.length > 1 && standard.length !== 1) {
		const links = inside.slice(0, MOST_NAMES).map((one) => fileLink(repo, one, revision));
		const more = inside.length > MOST_NAMES ? ` and ${inside.length - MOST_NAMES} more` : '';
		const why = `it holds ${inside.length} files, and which one is meant only you know`;
		throw refused(printed(reference), why, `Paste one of these: ${links.join(' ')}${more}.`);
	}
	// The only one, in the root, needs no name (models.md 2.3).
	return inside.length === files.length && files.length === 1 && !only.includes('/')
		? { ...reference, folder: undefined, ...(needsFile(reference, spelling) ? { file: only } : {}) }
		: { ...reference, folder: undefined, file: only };
}

async function resolvedHub(reference: Hub, ways: Ways): Promise<Resolved> {
	const { lists, clock, patient, spelling } = ways;
	const needed = needsFile(reference, spelling) || reference.folder !== undefined;
	if (lists === undefined) {
		if (needed) throw unsaid(reference, 'looking up LoRAs is switched off in the credential');
		return { reference };
	}
	const revision =
		reference.revision === 'main' ? '' : `/revision/${encodeURIComponent(reference.revision)}`;
	const asked = lists.look(
		`${lists.huggingFace}/api/models/${reference.repo}${revision}`,
		huggingFaceCard,
	);
	const said = await heard(asked, waiting(needed || patient), clock);
	if ('missing' in said) {
		refuseClosed(reference, `it is private, or there is none by that name (${said.missing})`, ways);
		return { reference };
	}
	const card = 'found' in said ? said.found : undefined;
	if (card === undefined) {
		const why = 'silent' in said ? said.silent : 'the list does not describe it';
		if (needed) throw unsaid(reference, why);
		return { reference, silent: why };
	}
	const chosen = chosenFile(reference, card, spelling);
	if (card.access !== 'public') refuseClosed(chosen, `it is ${card.access}`, ways);
	return { reference: chosen, card };
}

async function resolvedReplicate(reference: Reference & { kind: 'replicate' }, ways: Ways) {
	const { lists, clock, patient } = ways;
	if (lists?.own === undefined) return { reference };
	const said = await heard(trainingOf(lists.own, reference.name), waiting(patient), clock);
	if (!('found' in said) || said.found === undefined) return { reference };
	const { trigger = null, weights } = said.found;
	return { reference, weights, card: { triggerWords: trigger } };
}

/** At BFL's models a model of Replicate, unless Replicate knows none by that name and Hugging Face does. */
async function resolvedBare(name: string, ways: Ways): Promise<Resolved> {
	const { lists, clock } = ways;
	const hub: Hub = { kind: 'hub', repo: name, revision: 'main' };
	if (ways.spelling !== 'cog') return await resolvedHub(hub, ways);
	const model = { kind: 'replicate', name } as const;
	if (lists?.own === undefined) return { reference: model };
	const asked = lists.own(
		{ service: 'api', method: 'GET', path: `/models/${name}` },
		(body) => typeof objectOf(body).name === 'string',
	);
	const said = await heard(asked, waiting(false), clock);
	if (!('missing' in said)) return await resolvedReplicate(model, ways);
	const there = await heard(
		lists.look(`${lists.huggingFace}/api/models/${name}`, huggingFaceCard),
		waiting(false),
		clock,
	);
	if ('silent' in there) return { reference: model };
	if ('found' in there) return await resolvedHub(hub, ways);
	const why = 'neither Replicate nor Hugging Face knows it, or it is private there';
	refuseClosed(hub, why, ways);
	return { reference: hub };
}

/** Which file, which version, for which base, with which words. Throws a `Problem` for what cannot be loaded. */
export async function resolve(reference: Reference, ways: Ways): Promise<Resolved> {
	switch (reference.kind) {
		case 'bare':
			return await resolvedBare(reference.name, ways);
		case 'hub':
			return await resolvedHub(reference, ways);
		case 'civitai':
			return await resolvedCivitai(reference, ways);
		case 'replicate':
			return await resolvedReplicate(reference, ways);
		case 'link': {
			const own = ways.lists?.own;
			if (own === undefined || !/^https:\/\/replicate\.delivery\//.test(reference.url)) break;
			const said = await heard(trainingOf(own, reference.url), waiting(ways.patient), ways.clock);
			const trigger = 'found' in said ? said.found?.trigger : undefined;
			return { reference, card: { triggerWords: trigger ?? null } };
		}
	}
	return { reference };
}
