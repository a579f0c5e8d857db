import { createLimiter } from '../../nodes/shared/pace/limiter';
import type { Session } from '../../nodes/shared/client/session';
import type { Clock } from '../../nodes/shared/clock';
import { limits } from '../../nodes/shared/limits';
import { createAgents } from '../../nodes/shared/net/agents';
import type { ProviderAdapter } from '../../nodes/shared/adapter';
import type { Task } from '../../nodes/shared/task';

/** Nobody stops. */
export const never = new AbortController().signal;

/** A task that was just accepted. */
export const bought = (model: string): Task => ({
	id: 'one',
	model,
	status: 'queued',
	outputs: [],
	details: {},
});

/** A session with a provider that a test plays. */
export function sessionOf(
	clock: Clock,
	adapter: ProviderAdapter,
	transport: Session['transport'],
): Session {
	const baseUrl = new URL('https://api.provider.example/v1');
	const endpoint = { baseUrl, authorization: '', secrets: [], agents: createAgents() };
	const place = { title: 'P', host: baseUrl.host, official: true, redact: (text: string) => text };
	return {
		adapter,
		endpoint: { ...endpoint, allowedHosts: [] },
		transport,
		clock,
		limiter: createLimiter(clock, limits()),
		place,
		log: () => {},
	};
}
