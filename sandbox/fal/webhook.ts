import type { SandboxTask } from '../tasks';
import type { Route } from '../types';
import type { World } from '../world';
import { finalResult } from './answers';

/** What a webhook brings (providers.md 2.4). */
export async function webhookBody(world: World, task: SandboxTask): Promise<object> {
	const { status, json: payload } = await finalResult(world, task);
	const ids = { request_id: task.id, gateway_request_id: task.id };
	return status < 300
		? { ...ids, status: 'OK', payload }
		: { ...ids, status: 'ERROR', error: `Unexpected status code: ${status}`, payload };
}

/** Public: with it a webhook's signature is checked. */
export const keySet = '/.well-known/jwks.json';

export const keySetRoute = (world: World): Route => ({
	method: 'GET',
	path: /^\/\.well-known\/jwks\.json$/,
	steps: ['other'],
	handle: () => ({ status: 200, json: world.callbacks.signatures.falKeys }),
});
