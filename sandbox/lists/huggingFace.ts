import type { Received, Reply, Route } from '../types';
import { hubLoras, plainLora, renamed, type HubLora } from './loras';

/** A row of the list, or a repo's own answer (models.md 2.1). */
function row({ id, base, downloads, files, trigger, gated }: HubLora): object {
	return {
		_id: Buffer.from(id).toString('hex').slice(0, 24),
		...{ id, private: false, gated: gated ?? false, downloads },
		tags: ['diffusers', 'lora', `base_model:${base}`, `base_model:adapter:${base}`],
		cardData: {
			base_model: base,
			license: 'other',
			...(trigger === undefined ? {} : { instance_prompt: trigger }),
		},
		siblings: ['.gitattributes', 'README.md', ...files].map((rfilename) => ({ rfilename })),
	};
}

function list({ url }: Received): Reply {
	const query = url.searchParams;
	const words = (query.get('search') ?? '').toLowerCase();
	const bases = query
		.getAll('filter')
		.flatMap((tag) => /^base_model:adapter:(.+)$/.exec(tag)?.[1] ?? []);
	const found = hubLoras
		.filter(({ id, base }) => id.toLowerCase().includes(words) && bases.every((b) => b === base))
		.sort((a, b) => b.downloads - a.downloads);
	return { status: 200, json: found.slice(0, Number(query.get('limit') ?? 100)).map(row) };
}

/** Without a token a missing repo and a private one answer alike. */
function one({ params }: Received): Reply {
	const id = `${params['owner'] ?? ''}/${params['name'] ?? ''}`;
	const found = hubLoras.find((lora) => lora.id === id) ?? plainLora(id);
	const name = renamed[`${params['owner'] ?? ''}/${params['name'] ?? ''}`];
	if (name !== undefined) {
		return { status: 307, headers: { Location: `/huggingface/api/models/${name}` }, text: '' };
	}
	if (found === undefined) return { status: 401, json: { error: 'Invalid username or password.' } };
	return { status: 200, json: row(found) };
}

/** Hugging Face's public list, below `/huggingface`. */
export const hubRoutes: readonly Route[] = [
	{ method: 'GET', path: /^\/huggingface\/api\/models$/, steps: ['other'], handle: list },
	{
		method: 'GET',
		path: /^\/huggingface\/api\/models\/(?<owner>[^/]+)\/(?<name>[^/]+)(?:\/revision\/[^/]+)?$/,
		steps: ['other'],
		handle: one,
	},
];
