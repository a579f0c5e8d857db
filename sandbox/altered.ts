import { damaged, twice } from './damaged';
import { send, type Delivery } from './send';
import type { Fault } from './faults';
import { backwards, foreignUrls, noOutput, unknownStatus, wrongTypes } from './mutate';
import { page } from './page';
import type { Reply } from './types';

/** The faults that send something else than the true answer. */
export async function altered(delivery: Delivery, fault: Fault): Promise<void> {
	const { response, world, received } = delivery;
	if (fault.kind === 'outputRemoved') {
		const { id, token } = received.params;
		const task = world.tasks.byId(id ?? '') ?? world.tasks.byToken(token ?? '');
		if (task !== undefined) task.expiresAt = 0;
		return await send(response, await delivery.handle());
	}
	const reply = await delivery.handle();
	switch (fault.kind) {
		case 'wrongTypes':
			return await send(response, { ...reply, json: wrongTypes(reply.json) });
		case 'unknownStatus':
			return await send(response, {
				...reply,
				json: unknownStatus(reply.json, fault.word ?? 'warming_up'),
			});
		case 'backwards':
			return await send(response, { ...reply, json: backwards(reply.json) });
		case 'noOutput':
			return await send(response, { ...reply, json: noOutput(reply.json) });
		case 'foreignUrls': {
			const json = foreignUrls(reply.json, fault.origin ?? world.origins.cdn);
			return await send(response, { ...reply, json });
		}
		case 'wrongMime':
			return await send(response, retyped(reply, fault.type ?? 'application/octet-stream'));
		case 'notPicture':
			return await send(response, {
				status: 200,
				headers: { 'Content-Type': reply.headers?.['Content-Type'] ?? 'image/png' },
				text: page,
			});
		case 'duplicate':
			return await twice(delivery, reply);
		default:
			return await damaged(delivery, fault, reply);
	}
}

function retyped(reply: Reply, type: string): Reply {
	return { ...reply, headers: { ...reply.headers, 'Content-Type': type } };
}
