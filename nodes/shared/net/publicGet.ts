import type { Agents } from './agents';
import { isAllowedHost, refusal, type EgressFilter } from './egress';
import { limits } from '../limits';
import { replyOf } from './reply';
import type { Reply } from '../task';
import { filterRefusal } from './transport';
import { request } from '../vendor';

/** How public lists are asked: through the agents of a session, and never with a provider's key. */
export interface PublicWay {
	readonly agents: Agents;
	readonly filter?: EgressFilter;
	/** Taken out of whatever comes. */
	readonly secrets: readonly string[];
	/** Hosts the user named in the credential; they may be private. */
	readonly ownHosts: readonly string[];
}

/** Reads public JSON. Follows no redirect, and never throws: every way to end is a `Reply`. */
export async function publicGet(
	address: string,
	{ agents, filter, secrets, ownHosts }: PublicWay,
	signal?: AbortSignal,
): Promise<Reply> {
	if (!URL.canParse(address)) return { type: 'blocked', reason: 'no address' };
	const url = new URL(address);
	const own = isAllowedHost(url, ownHosts);
	const refused = (own ? undefined : refusal(url)) ?? (await filterRefusal(url, filter));
	if (refused !== undefined) return { type: 'blocked', reason: refused };
	const { lookUpMs, jsonBytes } = limits();
	const bound = AbortSignal.any([AbortSignal.timeout(lookUpMs), ...(signal ? [signal] : [])]);
	try {
		const response = await request(url, {
			method: 'GET',
			headers: { 'user-agent': 'n8n-nodes-flux-lora', accept: 'application/json' },
			dispatcher: own ? agents.home : agents.world,
			signal: bound,
		});
		response.body.on('error', () => {});
		return await replyOf(response, { baseUrl: url, secrets }, jsonBytes);
	} catch (error) {
		if (signal?.aborted === true) return { type: 'aborted' };
		const { code, name } = error as { readonly code?: unknown; readonly name?: string };
		return { type: 'lost', reason: typeof code === 'string' ? code : (name ?? 'no answer') };
	}
}
