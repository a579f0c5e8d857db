import { openapiOfFal } from '../catalog/dialects';
import { falModels } from '../catalog/fal';
import type { Received, Reply } from '../types';

const PAGE = 50;

function entry(id: string, expanded: boolean): object {
	const model = falModels[id];
	return {
		endpoint_id: id,
		metadata: {
			display_name: id.split('/').slice(1).join(' ').replace(/-/g, ' '),
			category: model?.input.required.includes('image_url') ? 'image-to-image' : 'text-to-image',
			description: `The sandbox's ${id}`,
			status: 'active',
			tags: [],
		},
		...(expanded && model !== undefined ? { openapi: openapiOfFal(id, model.input) } : {}),
	};
}

/** The list, its search and, expanded, the OpenAPI documents (models.md 3.2). */
export function models({ url }: Received): Reply {
	const query = url.searchParams;
	const wanted = query.getAll('endpoint_id');
	const unknown = wanted.find((id) => !(id in falModels));
	if (unknown !== undefined) {
		return { status: 404, json: { error: { type: 'not_found', message: `${unknown} not found` } } };
	}
	const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	const fits = (id: string): boolean => words.every((word) => id.includes(word));
	const ids = wanted.length > 0 ? wanted : Object.keys(falModels).filter(fits);
	const start = Number(query.get('cursor') ?? 0);
	const limit = Number(query.get('limit') ?? PAGE);
	const page = ids.slice(start, start + limit);
	const more = start + limit < ids.length;
	return {
		status: 200,
		json: {
			models: page.map((id) => entry(id, query.get('expand') === 'openapi-3.0')),
			next_cursor: more ? String(start + limit) : null,
			has_more: more,
		},
	};
}
