import { fileOf } from '../request';
import { randomId } from '../tasks';
import type { Received, Reply } from '../types';
import type { StoredFile, World } from '../world';
import { notFound } from './problems';

export const account: Reply = {
	status: 200,
	json: {
		type: 'organization',
		username: 'sandbox',
		name: 'Sandbox',
		github_url: 'https://github.com/sandbox',
	},
};

function fileObject(world: World, { id, name, type, bytes, createdAt }: StoredFile): object {
	return {
		id,
		name,
		content_type: type,
		size: bytes.length,
		etag: id,
		checksums: {},
		metadata: {},
		created_at: new Date(createdAt).toISOString(),
		expires_at: new Date(createdAt + 24 * 3_600_000).toISOString(),
		urls: { get: `${world.origins.replicate}/v1/files/${id}` },
	};
}

export async function upload(world: World, { body, headers }: Received): Promise<Reply> {
	const found = await fileOf(body, headers['content-type']);
	if (found?.field !== 'content') {
		return { status: 400, json: { detail: 'Missing content', status: 400 } };
	}
	const { file } = found;
	const stored = {
		id: randomId(),
		name: file.name,
		type: file.type,
		bytes: Buffer.from(await file.arrayBuffer()),
		createdAt: world.clock.now(),
	};
	world.files.set(stored.id, stored);
	return { status: 201, json: fileObject(world, stored) };
}

/** The description of an uploaded file. */
export function fileInfo(world: World, { params }: Received): Reply {
	const file = world.files.get(params['file'] ?? '');
	return file === undefined ? notFound : { status: 200, json: fileObject(world, file) };
}
