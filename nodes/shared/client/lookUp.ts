import { createHash } from 'node:crypto';

import { problemOf } from '../words/explain';
import { publicGet } from '../net/publicGet';
import { ask as askApi, type Session } from './session';
import type { ApiRequest } from '../task';
import { remembered } from './remembered';
import type { Ask, PublicRequest } from '../modelCatalog';

const isPublic = (request: ApiRequest | PublicRequest): request is PublicRequest =>
	'address' in request;

async function publicBody({ endpoint, place }: Session, address: string): Promise<unknown> {
	const reply = await publicGet(address, { ...endpoint, ownHosts: [] });
	if (reply.type === 'answer' && reply.status >= 200 && reply.status < 300) return reply.body;
	const { host } = new URL(address);
	throw problemOf({ ...place, title: host, host, official: false }, 'list', reply);
}

/** Stands for whom something is remembered: the base URL and the key, the key not readable. */
export function ownerOf({ endpoint: { baseUrl, authorization } }: Session): string {
	return createHash('sha256').update(`${baseUrl.href} ${authorization}`).digest('base64url');
}

/**
 * Asks with a session's key, or without any where the address is public. Nobody's signal ends it: what
 * comes is remembered for all who ask the same.
 */
export function askWithin(session: Session): Ask {
	const owner = ownerOf(session);
	return async (request, pick) => {
		const key = `${isPublic(request) ? 'public' : owner} ${JSON.stringify(request)}`;
		return await remembered(key, async () =>
			pick(
				isPublic(request)
					? await publicBody(session, request.address)
					: (await askApi(session, 'list', request)).body,
			),
		);
	};
}
