import { firstText, objectOf } from '../shared/wire/answer';
import { isSecretInput } from '../shared/wire/details';
import type { Ask, ListedModel, ModelCatalog } from '../shared/modelCatalog';
import type { ModelDocument } from '../shared/modelCatalog';
import { missing, noCatalog, noSchema } from '../shared/live/unknown';
import { endpointSegments } from '../shared/wire/paths';
import { invalidInput } from '../shared/problem';
import type { ApiRequest, ApiType } from '../shared/task';

/** What is kept of a model's answer (models.md 3.1). */
interface Model {
	readonly name: string;
	/** Absent where the answer does not say it (models.md 3.1). */
	readonly official?: boolean;
	readonly description?: string;
	readonly latest?: Version;
}

interface Version {
	readonly id: string;
	readonly schema: unknown;
}

const call = (path: string): ApiRequest => ({ service: 'api', method: 'GET', path });

function versionIn(body: unknown): Version | undefined {
	const { id, openapi_schema: schema } = objectOf(body);
	return typeof id === 'string' ? { id, schema } : undefined;
}

function modelIn(body: unknown): Model {
	const {
		owner,
		name,
		description,
		is_official: official,
		latest_version: latest,
	} = objectOf(body);
	return {
		name: `${String(owner)}/${String(name)}`,
		official: typeof official === 'boolean' ? official : undefined,
		description: firstText(description),
		latest: versionIn(latest),
	};
}

/** What a model gives: files, by its Output; texts of a language model come joined. */
function makesFiles({ latest }: Model): boolean {
	const { Output: output } = objectOf(objectOf(objectOf(latest?.schema).components).schemas);
	if (output === undefined) return true;
	const { type, format, items, $ref, 'x-cog-array-display': display } = objectOf(output);
	if (display === 'concatenate') return false;
	const member = objectOf(items);
	const texts = (one: unknown, how: unknown) => one === 'string' && how !== 'uri';
	return $ref !== undefined || !(texts(type, format) || texts(member.type, member.format));
}

/** Official models have no version to name (providers.md 1.1); all others are pinned. */
const pinned = ({ name, official, latest }: Model) =>
	official === true || latest === undefined ? name : `${name}:${latest.id}`;

function listed(model: Model): ListedModel {
	const { name, description } = model;
	return { name, value: pinned(model), url: `https://replicate.com/${name}`, description };
}

function pageIn(body: unknown): {
	readonly models: readonly ListedModel[];
	readonly next?: string;
} {
	const { results, models, next } = objectOf(body);
	const found = [results, models].find(Array.isArray) as unknown[] | undefined;
	const kept = (found ?? [])
		.filter((entry) => typeof objectOf(entry).name === 'string')
		.map(modelIn)
		.filter(makesFiles)
		.map(listed);
	const cursor =
		typeof next === 'string' && URL.canParse(next)
			? new URL(next).searchParams.get('cursor')
			: undefined;
	return cursor ? { models: kept, next: cursor } : { models: kept };
}

/** Without words the collection of image models; with them the search, an HTTP QUERY (providers.md 1.8). */
function searchFor(words: string, from?: string): ApiRequest {
	const query = from === undefined ? {} : { query: { cursor: from } };
	if (words === '') return { ...call('/collections/text-to-image'), ...query };
	return { service: 'api', method: 'QUERY', path: '/models', text: words, ...query };
}

const HASH = /^[0-9a-f]{64}$/;

function partsOf(id: string): { readonly name: string; readonly hash?: string } {
	const [name, hash, more] = id.trim().split(':');
	const parts = endpointSegments(name, 2, 'black-forest-labs/flux-dev');
	const fits = parts.length === 2 && more === undefined && (hash === undefined || HASH.test(hash));
	if (fits) return { name: parts.join('/'), hash };
	throw invalidInput(
		`"${id}" is no model of Replicate`,
		'Write owner/name, and for a community model owner/name:version with the 64 characters of its version.',
	);
}

function mustPin({ name, latest }: Model): never {
	throw invalidInput(
		`${name} is a community model, and no version of it is named`,
		`Write ${name}:${latest?.id ?? 'version'} for its latest version: then the workflow runs the same model tomorrow.`,
	);
}

/** Whose models are known to load LoRAs with the tokens (providers.md 1.10); others only when they are one's own. */
const LOADERS = ['black-forest-labs', 'replicate'];

async function isTrusted(ask: Ask, name: string, input: unknown): Promise<boolean> {
	const [owner] = name.split('/');
	if (LOADERS.includes(owner)) return true;
	const properties = Object.values(objectOf(objectOf(input).properties));
	if (!properties.map(objectOf).some(isSecretInput)) return false;
	const own = await ask(call('/account'), (body) => objectOf(body).username).catch(() => undefined);
	return own === owner;
}

async function read(ask: Ask, id: string): Promise<ModelDocument> {
	const { name, hash } = partsOf(id);
	const model = await ask(call(`/models/${name}`), modelIn).catch((error: unknown) =>
		missing(error, 'Replicate', name),
	);
	const { latest, official } = model;
	if (hash === undefined && latest !== undefined && official === false) mustPin(model);
	const version =
		hash === undefined || hash === latest?.id
			? latest
			: await ask(call(`/models/${name}/versions/${hash}`), versionIn).catch((error: unknown) =>
					missing(error, 'Replicate', id),
				);
	const newer = hash !== undefined && latest !== undefined && latest.id !== hash;
	const { schemas } = objectOf(objectOf(version?.schema).components);
	const { Input: input } = objectOf(schemas);
	if (input === undefined) throw noSchema('Replicate', id);
	return {
		target: targetOf(id),
		docs: `https://replicate.com/${name}`,
		input,
		root: version?.schema,
		trusted: await isTrusted(ask, name, input),
		...(newer ? { newer: `${name}:${latest.id}` } : {}),
	};
}

function targetOf(id: string): ModelDocument['target'] {
	const { name, hash } = partsOf(id);
	return hash === undefined ? { endpoint: name } : { endpoint: name, version: `${name}:${hash}` };
}

/** Replicate's models and their versions (models.md 3.1); gateways list none. */
export function replicateCatalog(api: ApiType): ModelCatalog {
	const official = api === 'official';
	return {
		targetOf,
		search: async (ask, words, from) => {
			if (!official) throw noCatalog('This gateway');
			return await ask(searchFor(words, from), pageIn);
		},
		read: async (ask, id) => {
			if (!official) throw noCatalog('This gateway');
			return await read(ask, id);
		},
	};
}
