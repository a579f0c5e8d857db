import { isRecord, type Received, type Reply } from '../types';
import type { World } from '../world';
import { prediction } from './prediction';
import { success } from './success';

const week = 7 * 24 * 3_600_000;

/** The last seven days, newest first (providers.md 3.3). */
export async function list(world: World, { json }: Received): Promise<Reply> {
	const body = isRecord(json) ? json : {};
	const page = Number(body['page'] ?? 1);
	const size = Math.min(100, Number(body['page_size'] ?? 20));
	const after = Date.parse(String(body['created_after'] ?? '')) || world.clock.now() - week;
	const before = Date.parse(String(body['created_before'] ?? '')) || Infinity;
	const tasks = world.tasks
		.all()
		.filter(({ site, deletedAt }) => site === 'waveSpeed' && deletedAt === undefined)
		.filter(({ createdAt }) => createdAt >= after && createdAt <= before)
		.filter(({ model }) => body['model'] === undefined || body['model'] === model)
		.reverse();
	const all = await Promise.all(tasks.map((task) => prediction(world, task, 'list')));
	const wanted = all.filter(
		(entry) =>
			body['status'] === undefined || (entry as { status: string }).status === body['status'],
	);
	const items = wanted.slice((page - 1) * size, page * size);
	return success({ page, total: wanted.length, items });
}
