import { firstText, objectOf } from '../wire/answer';

/** What a public list says about one LoRA. */
export interface LoraCard {
	readonly source: 'Hugging Face' | 'CivitAI';
	/** `owner/name`, or the model's name at CivitAI. */
	readonly name: string;
	readonly author: string;
	readonly downloads: number;
	/** Public, or what keeps others out. */
	readonly access: 'public' | 'gated' | 'private';
	/** What it was made for, as the list names it. */
	readonly bases: readonly string[];
	readonly triggerWords: string | null;
	/** Names of its .safetensors files; absent where the list does not say. */
	readonly files?: readonly string[];
	readonly page: string;
	/** CivitAI's number of this version: another one than the page's (models.md 2.2). */
	readonly versionId?: number;
}

const texts = (value: unknown): readonly string[] =>
	[value].flat().filter((one): one is string => typeof one === 'string' && one !== '');

const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0);

/** Trained words come with trailing commas and twice (models.md 2.2). */
function wordsIn(value: unknown): string | null {
	const words = texts(value)
		.flatMap((one) => one.split(','))
		.map((one) => one.trim())
		.filter((one) => one !== '');
	return words.length === 0 ? null : [...new Set(words)].join(', ');
}

/** The files that hold weights, by the key of their name. */
const weightsIn = (files: readonly unknown[], key: 'rfilename' | 'name'): readonly string[] =>
	files
		.map((file) => objectOf(file)[key])
		.filter((name): name is string => typeof name === 'string' && name.endsWith('.safetensors'));

/** CivitAI's `availability` of what not everybody may load. */
const ACCESS: ReadonlyMap<unknown, LoraCard['access']> = new Map([
	['EarlyAccess', 'gated'],
	['Private', 'private'],
]);

/** A row of Hugging Face's list, or one repo's own answer (models.md 2.1). */
export function huggingFaceCard(entry: unknown): LoraCard | undefined {
	const { id, gated, private: hidden, downloads, cardData, siblings, tags } = objectOf(entry);
	if (typeof id !== 'string' || !id.includes('/')) return undefined;
	const { base_model: base, instance_prompt: prompt } = objectOf(cardData);
	const tagged = texts(tags).flatMap((tag) => /^base_model:adapter:(.+)$/.exec(tag)?.[1] ?? []);
	const files = Array.isArray(siblings) ? { files: weightsIn(siblings, 'rfilename') } : {};
	const bases = texts(base);
	return {
		source: 'Hugging Face',
		name: id,
		author: id.split('/')[0],
		downloads: numberOf(downloads),
		access:
			hidden === true ? 'private' : gated === 'auto' || gated === 'manual' ? 'gated' : 'public',
		bases: bases.length > 0 ? bases : tagged,
		triggerWords: firstText(typeof prompt === 'string' ? prompt.trim() : undefined) ?? null,
		...files,
		page: `https://huggingface.co/${id}`,
	};
}

/** One version at CivitAI, with the model it belongs to (models.md 2.2). */
export function civitaiCard(version: unknown, model: unknown): LoraCard | undefined {
	const { id, baseModel, trainedWords, availability, stats, files } = objectOf(version);
	const about = objectOf(model);
	if (typeof id !== 'number') return undefined;
	const { id: page } = about;
	return {
		source: 'CivitAI',
		name: firstText(about.name) ?? String(id),
		author: firstText(objectOf(about.creator).username) ?? '',
		downloads: numberOf(objectOf(about.stats ?? stats).downloadCount),
		access: ACCESS.get(availability) ?? 'public',
		bases: texts(baseModel),
		triggerWords: wordsIn(trainedWords),
		...(Array.isArray(files) ? { files: weightsIn(files, 'name') } : {}),
		page: `https://civitai.com/models/${typeof page === 'number' ? page : ''}?modelVersionId=${id}`,
		versionId: id,
	};
}

/** The newest version of a model that is for one of these bases: one model can hold several (models.md 2.2). */
export function civitaiCardFor(model: unknown, labels: readonly string[]): LoraCard | undefined {
	const { modelVersions: versions } = objectOf(model);
	const all = (Array.isArray(versions) ? versions : []) as unknown[];
	const fitting = all.find((one) => labels.includes(String(objectOf(one).baseModel)));
	return fitting === undefined ? undefined : civitaiCard(fitting, model);
}
