import { falModels } from '../catalog/fal';
import { randomId } from '../tasks';
import { isRecord, type Received, type Reply } from '../types';
import type { World } from '../world';

/** The upload goes to a foreign host, without a key (providers.md 2.7). */
export function initiate(world: World, { json }: Received): Reply {
	const body = isRecord(json) ? json : {};
	const id = randomId();
	const name = String(body['file_name'] ?? 'file');
	world.files.set(id, {
		...{ id, name, type: String(body['content_type'] ?? '') },
		bytes: Buffer.alloc(0),
		createdAt: world.clock.now(),
	});
	const at = `${world.origins.cdn}/files/${id}/${encodeURIComponent(name)}`;
	return { status: 200, json: { upload_url: `${at}?signature=${randomId()}`, file_url: at } };
}

export function pricing({ url }: Received): Reply {
	const ids = url.searchParams.getAll('endpoint_id').filter((id) => id in falModels);
	const prices = ids.map((endpoint_id) => ({
		endpoint_id,
		unit_price: 0.035,
		unit: 'megapixels',
		currency: 'USD',
	}));
	return { status: 200, json: { prices, next_cursor: null, has_more: false } };
}
