import { openapiOfCog } from '../catalog/dialects';
import { replicateModels, type ReplicateModel } from '../catalog/replicate';
import type { Received, Reply, Route } from '../types';
import { notFound } from './problems';

const runs = 1_000_000;

function version(model: ReplicateModel, id: string): object {
	return {
		id,
		created_at: '2026-09-01T12:00:00.000Z',
		cog_version: '0.16.0',
		openapi_schema: openapiOfCog(model.input, model.singleOutput === true),
	};
}

/** A model as the catalogue shows it; an official one has no version of its own to name (models.md 3.1). */
function modelObject(id: string, model: ReplicateModel): object {
	const [owner, name] = id.split('/');
	const latest = model.version ?? '0'.repeat(64);
	return {
		url: `https://replicate.com/${id}`,
		...{ owner, name, description: `The sandbox's ${name}`, visibility: 'public' },
		...{ is_official: model.official, run_count: runs, cover_image_url: null },
		latest_version: version(model, latest),
	};
}

const idOf = ({ params }: Received): string => `${params['owner'] ?? ''}/${params['name'] ?? ''}`;

function one(received: Received): Reply {
	const id = idOf(received);
	const model = replicateModels[id];
	return model === undefined ? notFound : { status: 200, json: modelObject(id, model) };
}

function oneVersion(received: Received): Reply {
	const { version: wanted = '' } = received.params;
	const model = replicateModels[idOf(received)];
	const known = model !== undefined && [model.version, ...(model.older ?? [])].includes(wanted);
	return known ? { status: 200, json: version(model, wanted) } : notFound;
}

const all = (): readonly object[] =>
	Object.entries(replicateModels).map(([id, model]) => modelObject(id, model));

/** The search is an HTTP QUERY with the words as plain text (providers.md 1.8). */
function search({ body }: Received): Reply {
	const words = body.toString('utf8').toLowerCase().split(/\s+/).filter(Boolean);
	const found = Object.entries(replicateModels).filter(([id]) =>
		words.every((word) => id.toLowerCase().includes(word)),
	);
	const results = found.map(([id, model]) => modelObject(id, model));
	return { status: 200, json: { next: null, previous: null, results } };
}

const collection = (): Reply => ({
	status: 200,
	json: { name: 'Generate images', slug: 'text-to-image', description: '', models: all() },
});

/** Models, versions, the search and a collection (models.md 3.1). */
export const modelRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: /^\/v1\/models\/(?<owner>[^/]+)\/(?<name>[^/]+)$/,
		steps: ['other'],
		handle: one,
	},
	{
		method: 'GET',
		path: /^\/v1\/models\/(?<owner>[^/]+)\/(?<name>[^/]+)\/versions\/(?<version>[^/]+)$/,
		steps: ['other'],
		handle: oneVersion,
	},
	{ method: 'QUERY', path: /^\/v1\/models$/, steps: ['other'], handle: search },
	{
		method: 'GET',
		path: /^\/v1\/collections\/text-to-image$/,
		steps: ['other'],
		handle: collection,
	},
];
