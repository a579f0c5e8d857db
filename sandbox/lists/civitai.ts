import type { Received, Reply, Route } from '../types';
import { civitaiLoras, type CivitaiLora } from './loras';

const version = ({ version: id, base, words, downloads, availability }: CivitaiLora): object => ({
	...{
		id,
		name: 'v1',
		baseModel: base,
		trainedWords: words,
		availability: availability ?? 'Public',
	},
	stats: { downloadCount: downloads },
	downloadUrl: `https://civitai.com/api/download/models/${id}`,
	files: [{ name: `v${id}.safetensors`, type: 'Model', primary: true }],
});

/** A model with all of its versions, the newest first. */
const model = (lora: CivitaiLora): object => ({
	...{ id: lora.model, name: lora.name, type: 'LORA', nsfw: false, tags: [] },
	creator: { username: lora.author },
	stats: { downloadCount: lora.downloads },
	modelVersions: civitaiLoras.filter((one) => one.model === lora.model).map(version),
});

function list({ url }: Received): Reply {
	const query = url.searchParams;
	const words = (query.get('query') ?? '').toLowerCase();
	const bases = query.getAll('baseModels');
	const items = civitaiLoras.filter(
		({ name, base }) =>
			name.toLowerCase().includes(words) && (bases.length === 0 || bases.includes(base)),
	);
	const first = items.filter(
		(lora, at) => items.findIndex((one) => one.model === lora.model) === at,
	);
	return { status: 200, json: { items: first.map(model), metadata: {} } };
}

function page({ params }: Received): Reply {
	const found = civitaiLoras.find((lora) => String(lora.model) === params['model']);
	if (found === undefined) return { status: 404, json: { error: 'No model found' } };
	return { status: 200, json: model(found) };
}

function one({ params }: Received): Reply {
	const found = civitaiLoras.find((lora) => String(lora.version) === params['version']);
	if (found === undefined) return { status: 404, json: { error: 'No model version found' } };
	const { name } = found;
	return {
		status: 200,
		json: { ...version(found), modelId: found.model, model: { name, type: 'LORA' } },
	};
}

/** CivitAI's public list, below `/civitai` (models.md 2.2). */
export const civitaiRoutes: readonly Route[] = [
	{ method: 'GET', path: /^\/civitai\/api\/v1\/models$/, steps: ['other'], handle: list },
	{
		method: 'GET',
		path: /^\/civitai\/api\/v1\/model-versions\/(?<version>\d+)$/,
		steps: ['other'],
		handle: one,
	},
	{
		method: 'GET',
		path: /^\/civitai\/api\/v1\/models\/(?<model>\d+)$/,
		steps: ['other'],
		handle: page,
	},
];
