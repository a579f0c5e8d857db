import { firstText, objectOf } from '../shared/wire/answer';
import type { Ask, ListedModel, ModelCatalog, ModelPage } from '../shared/modelCatalog';
import type { ModelDocument } from '../shared/modelCatalog';
import { missing, noSchema } from '../shared/live/unknown';
import { endpointSegments } from '../shared/wire/paths';
import { Problem } from '../shared/problem';
import type { ApiType } from '../shared/task';

/** fal's public hosts: the documents its pages link to, and the list, whose key is optional (models.md 3.2). */
const SCHEMA = 'https://fal.ai/api/openapi/queue/openapi.json';
const LIST = 'https://api.fal.ai/v1/models';

/** Categories whose results are pictures, films or sound. */
const MEDIA = /to-(?:image|video|audio|speech|music)$/;

function entryIn(entry: unknown): ListedModel | undefined {
	const { endpoint_id: id, metadata } = objectOf(entry);
	const { display_name: name, description, category, status } = objectOf(metadata);
	if (typeof id !== 'string' || status === 'deprecated') return undefined;
	if (typeof category === 'string' && !MEDIA.test(category)) return undefined;
	const shown = typeof name === 'string' && name !== '' ? `${name} (${id})` : id;
	return {
		name: shown,
		value: id,
		url: `https://fal.ai/models/${id}`,
		description: firstText(description),
	};
}

function pageIn(body: unknown): ModelPage {
	const { models, next_cursor: next, has_more: more } = objectOf(body);
	const kept = (Array.isArray(models) ? (models as unknown[]) : [])
		.map(entryIn)
		.filter((entry) => entry !== undefined);
	return more === true && typeof next === 'string' ? { models: kept, next } : { models: kept };
}

const openapiIn = (body: unknown): unknown => {
	const { models } = objectOf(body);
	return Array.isArray(models) ? objectOf(models[0]).openapi : undefined;
};

/** The input's schema, by the path of the POST; by its name where a document has no paths (models.md 3.2). */
export function falInput(root: unknown, id: string): unknown {
	const { paths, components } = objectOf(root);
	const { post } = objectOf(objectOf(paths)[`/${id}`]);
	const { content } = objectOf(objectOf(post).requestBody);
	const found = objectOf(objectOf(content)['application/json']).schema;
	if (found !== undefined) return found;
	const schemas = Object.entries(objectOf(objectOf(components).schemas));
	return schemas.find(([name]) => name.endsWith('Input'))?.[1];
}

/** The order stands on the object itself, behind whatever refers to it. */
function orderIn(input: unknown, root: unknown): readonly string[] {
	const { $ref, 'x-fal-order-properties': order } = objectOf(input);
	if (Array.isArray(order)) return order.map(String);
	const name = typeof $ref === 'string' ? ($ref.split('/').pop() ?? '') : '';
	const schemas = objectOf(objectOf(objectOf(root).components).schemas);
	return name === '' ? [] : orderIn(schemas[name], {});
}

const listQuery = (words: string, from?: string): Record<string, string> => ({
	limit: '50',
	status: 'active',
	...(words === '' ? { category: 'text-to-image' } : { q: words }),
	...(from === undefined ? {} : { cursor: from }),
});

const pathOf = (id: string) => endpointSegments(id, 2, 'fal-ai/flux-lora').join('/');

async function publicOpenapi(ask: Ask, id: string): Promise<unknown> {
	const address = `${SCHEMA}?${new URLSearchParams({ endpoint_id: id }).toString()}`;
	return await ask({ address }, (body) => body).catch((error: unknown) =>
		missing(error, 'fal', id),
	);
}

/** A key may be good for the queue and not for the list (models.md 5: keys have scopes). */
const isForbidden = (error: unknown) => error instanceof Problem && error.kind === 'forbidden';

async function openapiOf(ask: Ask, id: string, api: ApiType): Promise<unknown> {
	if (api === 'gateway') return await publicOpenapi(ask, id);
	const query = { endpoint_id: id, expand: 'openapi-3.0' };
	const found = await ask(
		{ service: 'account', method: 'GET', path: '/v1/models', query },
		openapiIn,
	).catch((error: unknown) => (isForbidden(error) ? undefined : missing(error, 'fal', id)));
	// What is not expanded there, or not for this key, lies in public all the same.
	return found ?? (await publicOpenapi(ask, id));
}

/** fal's models: its own service, and its public pages for gateways, which serve no schemas. */
export function falCatalog(api: ApiType): ModelCatalog {
	return {
		targetOf: (id) => ({ endpoint: pathOf(id) }),
		async search(ask, words, from) {
			const query = listQuery(words, from);
			if (api === 'official') {
				return await ask({ service: 'account', method: 'GET', path: '/v1/models', query }, pageIn);
			}
			return await ask({ address: `${LIST}?${new URLSearchParams(query).toString()}` }, pageIn);
		},
		async read(ask, id): Promise<ModelDocument> {
			const endpoint = pathOf(id);
			const root = await openapiOf(ask, endpoint, api);
			const input = falInput(root, endpoint);
			if (input === undefined) throw noSchema('fal', endpoint);
			const docs = `https://fal.ai/models/${endpoint}`;
			return { target: { endpoint }, docs, input, root, order: orderIn(input, root) };
		},
	};
}
