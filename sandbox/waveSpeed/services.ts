import { requestSchemaOf } from '../catalog/dialects';
import { waveSpeedModels } from '../catalog/waveSpeed';
import { fileOf } from '../request';
import { randomId } from '../tasks';
import { isRecord, type Received, type Reply } from '../types';
import type { World } from '../world';
import { noModel } from './problems';
import { success } from './success';

export async function store(world: World, { body, headers }: Received): Promise<Reply> {
	const found = await fileOf(body, headers['content-type']);
	if (found?.field !== 'file')
		return { status: 400, json: { code: 400, message: 'file is required' } };
	const { file } = found;
	const id = randomId();
	const bytes = Buffer.from(await file.arrayBuffer());
	world.files.set(id, {
		id,
		name: file.name,
		type: file.type,
		bytes,
		createdAt: world.clock.now(),
	});
	return success({
		type: file.type.split('/')[0],
		download_url: `${world.origins.cdn}/files/${id}/${encodeURIComponent(file.name)}`,
		filename: file.name,
		size: bytes.length,
	});
}

/** The newer upload: announced here, sent to a foreign host (providers.md 3.7). */
export function announce(world: World, { json }: Received): Reply {
	const body = isRecord(json) ? json : {};
	const id = randomId();
	const name = String(body['filename'] ?? 'file');
	const type = String(body['content_type'] ?? 'application/octet-stream');
	world.files.set(id, { id, name, type, bytes: Buffer.alloc(0), createdAt: world.clock.now() });
	const url = `${world.origins.cdn}/files/${id}/${encodeURIComponent(name)}`;
	const upload = {
		method: 'PUT',
		url: `${url}?signature=${randomId()}`,
		headers: { 'Content-Type': type },
	};
	return success({ upload, download_url: url });
}

export function catalog(): Reply {
	const rows = Object.entries(waveSpeedModels).map(([id, { input, price }]) => ({
		...{ model_id: id, name: id, base_price: price, description: id },
		type: 'loras' in input.properties ? 'lora-support' : 'text-to-image',
		sort_order: 100,
		api_schema: {
			api_schemas: [
				{
					...{ type: 'model_run', method: 'POST', server: 'https://api.wavespeed.ai' },
					api_path: `/api/v3/${id}`,
					request_schema: requestSchemaOf(input),
				},
			],
		},
	}));
	return success(rows);
}

/** The price of one run, without running it; a driver that is left out counts once: the floor (models.md 4). */
export function price({ json }: Received): Reply {
	const { model_id: id = '', inputs } = isRecord(json) ? json : {};
	const known = waveSpeedModels[String(id)];
	if (known === undefined) return noModel(String(id));
	const given = isRecord(inputs) ? inputs : {};
	const [driver] = Object.keys(known.drivers ?? {});
	const amount = known.price * Number(given['num_images'] ?? 1) * Number(given[driver ?? ''] ?? 1);
	return success({ model_id: id, price: amount, discounted_price: amount, currency: 'USD' });
}
