import { askWithin } from '../client/lookUp';
import { remembered } from '../client/remembered';
import type { Ask } from '../modelCatalog';
import { Problem } from '../problem';
import { publicGet, type PublicWay } from '../net/publicGet';
import type { CredentialFields } from '../client/service';
import type { Session } from '../client/session';
import type { Reply } from '../task';

export const HUGGING_FACE = 'https://huggingface.co';
export const CIVITAI = 'https://civitai.com';

/** The public lists of a credential, or the reason why none is asked. */
export interface Lists {
	readonly huggingFace: string;
	readonly civitai: string;
	/** Reads one address; no key goes along. Throws a `Problem`. */
	readonly look: <T>(address: string, pick: (body: unknown) => T) => Promise<T>;
	/** Present where the provider itself lists what the user trained: Replicate, with its own key. */
	readonly own?: Ask;
}

/** Without a token a missing repo and a private one answer alike (models.md 2.1). */
const unknown = [401, 403, 404];

const unreadable = (host: string, reason: string, status = 0) =>
	new Problem({
		kind: 'unreachable',
		message: unknown.includes(status)
			? `${host} does not know it, or it is private (${reason})`
			: `${host} could not be asked (${reason})`,
		charged: 'no',
		safeToRetry: true,
		httpStatus: status,
		nextStep: 'Choose By Path and enter the LoRA, or try again later.',
	});

const addressOf = (given: string | undefined, usual: string) => {
	const bare = (given ?? '').trim().replace(/\/+$/, '');
	return bare === '' ? usual : bare;
};

/** A repo that was renamed leads to its new name at the same list; nothing else is followed. */
async function readMoved(address: string, way: PublicWay): Promise<Reply> {
	const reply = await publicGet(address, way);
	const { origin } = URL.canParse(address) ? new URL(address) : { origin: '' };
	const near = reply.type === 'redirect' && reply.location.startsWith(`${origin}/`);
	return near ? await publicGet(reply.location, way) : reply;
}

/** Undefined when looking up is switched off in the credential. */
export function listsOf(session: Session, fields: CredentialFields): Lists | undefined {
	const { endpoint, place, adapter } = session;
	if (fields.lookUpLoras === false) return undefined;
	const huggingFace = addressOf(fields.huggingFaceUrl, HUGGING_FACE);
	const civitai = addressOf(fields.civitaiUrl, CIVITAI);
	// An address the user typed into the credential may be private, as the base URL may.
	const ownHosts = [huggingFace, civitai]
		.filter((address) => ![HUGGING_FACE, CIVITAI].includes(address) && URL.canParse(address))
		.map((address) => new URL(address).host);
	const trains = adapter.provider === 'replicate' && place.official;
	return {
		huggingFace,
		civitai,
		...(trains ? { own: askWithin(session) } : {}),
		look: async (address, pick) =>
			await remembered(`list ${ownHosts.join()} ${address}`, async () => {
				const reply = await readMoved(address, { ...endpoint, ownHosts });
				if (reply.type === 'answer' && reply.status >= 200 && reply.status < 300) {
					return pick(reply.body);
				}
				const host = URL.canParse(address) ? new URL(address).host : 'The list';
				const said = 'status' in reply ? `HTTP ${reply.status}` : reply.type;
				const reason = 'reason' in reply ? place.redact(reply.reason) : said;
				throw unreadable(host, reason, 'status' in reply ? reply.status : undefined);
			}),
	};
}
