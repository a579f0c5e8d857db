import { firstText, objectOf } from '../shared/wire/answer';
import type { Ask, ModelCatalog } from '../shared/modelCatalog';
import { noCatalog, noSchema, noSuchModel } from '../shared/live/unknown';
import { endpointSegments } from '../shared/wire/paths';
import type { ApiRequest, ApiType } from '../shared/task';

/** What is kept of the one large answer (models.md 3.3). */
interface Row {
	readonly id: string;
	readonly type: string;
	readonly description?: string;
	readonly schema: unknown;
}

const MODELS: ApiRequest = { service: 'api', method: 'GET', path: '/models' };

/** Rows that make nothing to see or hear. */
const OTHER = /training|llm|text-to-text|image-to-text|video-to-text/;

const PAGE = 100;

function schemaIn(entry: unknown): unknown {
	const { api_schemas: schemas } = objectOf(objectOf(entry).api_schema);
	const all = Array.isArray(schemas) ? schemas.map(objectOf) : [];
	return (all.find(({ type }) => type === 'model_run') ?? all[0])?.request_schema;
}

function rowsIn(body: unknown): readonly Row[] {
	const { data } = objectOf(body);
	const entries = Array.isArray(data) ? (data as unknown[]) : objectOf(data).items;
	return (Array.isArray(entries) ? (entries as unknown[]) : []).flatMap((entry) => {
		const { model_id: id, type, description } = objectOf(entry);
		if (typeof id !== 'string') return [];
		return [
			{ id, type: String(type), description: firstText(description), schema: schemaIn(entry) },
		];
	});
}

/** Image models first, then what else fits the words. */
function fitting(rows: readonly Row[], words: string): readonly Row[] {
	const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
	const fits = ({ id, type }: Row) =>
		!OTHER.test(type) && wanted.every((word) => id.toLowerCase().includes(word));
	const image = ({ id, type }: Row) =>
		/image|lora/.test(type) && !/video|audio|3d|[itv]2v/.test(`${type} ${id}`);
	const found = rows.filter(fits);
	return words === '' ? found.filter(image) : found;
}

const pageOf = (id: string) => `https://wavespeed.ai/models/${id}`;

const pathOf = (id: string) => endpointSegments(id, 2, 'wavespeed-ai/flux-dev-lora').join('/');

/** WaveSpeed's models, all in one answer; a gateway that serves another one has none. */
export function waveSpeedCatalog(api: ApiType): ModelCatalog {
	const rowsOf = async (ask: Ask) => {
		if (api === 'gateway') throw noCatalog('This gateway');
		return await ask(MODELS, rowsIn);
	};
	return {
		targetOf: (id) => ({ endpoint: pathOf(id) }),
		async search(ask, words, from) {
			const found = fitting(await rowsOf(ask), words);
			const start = Number(from ?? 0);
			const models = found.slice(start, start + PAGE).map(({ id, description }) => ({
				name: id,
				value: id,
				url: pageOf(id),
				description,
			}));
			const end = start + PAGE;
			return end < found.length ? { models, next: String(end) } : { models };
		},
		async read(ask, id) {
			const endpoint = pathOf(id);
			const row = (await rowsOf(ask)).find((one) => one.id === endpoint);
			if (row === undefined) throw noSuchModel('WaveSpeed', endpoint);
			if (row.schema === undefined) throw noSchema('WaveSpeed', endpoint);
			const { 'x-order-properties': order } = objectOf(row.schema);
			return {
				target: { endpoint },
				docs: pageOf(endpoint),
				input: row.schema,
				root: row.schema,
				...(Array.isArray(order) ? { order: order.map(String) } : {}),
			};
		},
	};
}
