import { objectOf } from '../wire/answer';
import type { LoraFamily, LoraSpelling } from '../model';
import { asProblem, type Problem } from '../problem';
import { civitaiCardFor, huggingFaceCard, type LoraCard } from './card';
import { FAMILIES } from './families';
import type { Lists } from './look';
import { spell, takesCivitai } from './spell';

/** One row of the list in the form. */
export interface FoundLora {
	readonly name: string;
	readonly value: string;
	readonly url: string;
}

const ROWS = 30;

const count = (downloads: number) => downloads.toLocaleString('en-US');

/** A repo of a training holds one file a step. */
const FILES = 6;

interface Offered {
	readonly value: string;
	/** Where a repo holds several. */
	readonly file?: string;
}

const depth = (file: string) => file.split('/').length;

/** As the model takes it, once a file where a repo holds several; none where it cannot be loaded. */
function offered(card: LoraCard, spelling: LoraSpelling): readonly Offered[] {
	const { source, name: repo, files, page } = card;
	// The page alone tells the model's number from the version's.
	if (source === 'CivitAI') return [{ value: page }];
	const hub = { kind: 'hub', repo, revision: 'main' } as const;
	const rooted = files?.length === 1 && depth(files[0]) === 1;
	const named = files === undefined || (rooted && spelling !== 'links') ? [undefined] : files;
	return [...named]
		.sort((a = '', b = '') => depth(a) - depth(b))
		.slice(0, FILES)
		.flatMap((file) => {
			const value = spell({ ...hub, file }, spelling);
			const loads = typeof value === 'string' && (file !== undefined || spelling !== 'links');
			return loads ? [{ value, ...(named.length > 1 ? { file } : {}) }] : [];
		});
}

function shown(card: LoraCard, { file }: Offered): string {
	const { name, author, downloads, access, source } = card;
	const by = source === 'CivitAI' && author !== '' ? ` by ${author}` : '';
	const marks = [
		...(source === 'CivitAI' ? ['CivitAI'] : []),
		`${count(downloads)} downloads`,
		...(access === 'public' ? [] : [access]),
	];
	const which = file === undefined ? '' : `: ${file}`;
	return `${name}${which}${by} (${marks.join(', ')})`;
}

const isCard = (card: LoraCard | undefined): card is LoraCard => card !== undefined;

/** Adapters of one base at Hugging Face, most downloaded first (models.md 2.1). */
async function hub({ huggingFace, look }: Lists, base: string, words: string) {
	const query = new URLSearchParams({ limit: String(ROWS), sort: 'downloads' });
	if (words !== '') query.set('search', words);
	for (const tag of ['lora', `base_model:adapter:${base}`]) query.append('filter', tag);
	for (const key of ['cardData', 'siblings', 'gated', 'private', 'downloads', 'tags']) {
		query.append('expand', key);
	}
	return await look(`${huggingFace}/api/models?${query.toString()}`, (body) =>
		(Array.isArray(body) ? (body as unknown[]) : []).map(huggingFaceCard).filter(isCard),
	);
}

/** LoRAs of these bases at CivitAI (models.md 2.2). */
async function civitai({ civitai: site, look }: Lists, labels: readonly string[], words: string) {
	const query = new URLSearchParams({ types: 'LORA', limit: String(ROWS), nsfw: 'false' });
	query.set('sort', 'Most Downloaded');
	if (words !== '') query.set('query', words);
	for (const label of labels) query.append('baseModels', label);
	return await look(`${site}/api/v1/models?${query.toString()}`, (body) => {
		const { items } = objectOf(body);
		const models = Array.isArray(items) ? (items as unknown[]) : [];
		return models.map((model) => civitaiCardFor(model, labels)).filter(isCard);
	});
}

/** LoRAs that fit a model, most downloaded first. Throws a `Problem` when no list could be read. */
export async function searchLoras(
	lists: Lists,
	family: LoraFamily,
	spelling: LoraSpelling,
	words: string,
): Promise<readonly FoundLora[]> {
	const { bases, labels } = FAMILIES[family];
	const asked = [
		...bases.map((base) => hub(lists, base, words)),
		...(takesCivitai(spelling) ? [civitai(lists, labels, words)] : []),
	];
	const failures: Problem[] = [];
	const found = await Promise.all(
		asked.map(
			async (list) =>
				await list.catch((error: unknown) => {
					failures.push(asProblem(error));
					return [];
				}),
		),
	);
	if (failures.length === asked.length) throw failures[0];
	return found
		.flat()
		.sort((a, b) => b.downloads - a.downloads)
		.flatMap((card) =>
			offered(card, spelling).map((one) => {
				return { name: shown(card, one), value: one.value, url: card.page };
			}),
		);
}
