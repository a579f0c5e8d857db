import type { Clock } from '../clock';
import { limits } from '../limits';
import type { LoraFamily, LoraSpelling } from '../model';
import { asProblem, Problem } from '../problem';
import type { LoraCard } from './card';
import type { Lists } from './look';
import { printed, type Reference } from './reference';
import { refused } from './spell';

/** Whom a resolution may ask, and what it may count on. */
export interface Ways {
	readonly lists: Lists | undefined;
	readonly clock: Clock;
	readonly spelling: LoraSpelling;
	readonly family?: LoraFamily;
	/** The tokens that the credential holds and the model takes. */
	readonly tokens: ReadonlySet<string>;
	/** Trigger words are wanted, so that a slow list is worth waiting for. */
	readonly patient: boolean;
}

/** What is known now; `silent` says why nothing is, where it was asked for. */
export interface Resolved {
	readonly reference: Reference;
	readonly card?: Partial<LoraCard>;
	readonly weights?: string;
	readonly silent?: string;
}

export type Heard<T> =
	{ readonly found: T } | { readonly missing: string } | { readonly silent: string };

const MISSING: readonly unknown[] = [401, 403, 404];

/** What a list says in time; the late answer is remembered for the next order. */
export async function heard<T>(asked: Promise<T>, ms: number, clock: Clock): Promise<Heard<T>> {
	const over = new AbortController();
	const late = clock
		.sleep(ms, over.signal)
		.then(() => ({ silent: 'the list did not answer in time' }));
	const answer = asked.then(
		(found) => ({ found }),
		(error: unknown): Heard<T> => {
			const { message, httpStatus } = asProblem(error);
			return MISSING.includes(httpStatus) ? { missing: message } : { silent: message };
		},
	);
	return await Promise.race([answer, late]).finally(() => over.abort());
}

export const unsaid = (reference: Reference, why: string) =>
	new Problem({
		...refused(
			printed(reference),
			why,
			'Run the item again later, or paste the link of the file itself.',
		).facts(),
		kind: 'unreachable',
	});

const HUB_OUT =
	'Upload the file where it can be loaded without a login and paste its link, or run it at Replicate with FLUX Dev LoRA and your token of Hugging Face in the credential.';

/** Throws a `Problem` for what others may not load, unless the credential's token goes along. */
export function refuseClosed(reference: Reference, what: string, ways: Ways): void {
	const site = reference.kind === 'civitai' ? 'CivitAI' : 'Hugging Face';
	const token = reference.kind === 'civitai' ? 'civitaiToken' : 'huggingFaceToken';
	const rooted =
		reference.kind !== 'hub' || (reference.revision === 'main' && !reference.file?.includes('/'));
	if (ways.tokens.has(token) && rooted) return;
	if (
		reference.kind === 'civitai' &&
		reference.link !== undefined &&
		/[?&]token=/.test(reference.link)
	)
		return;
	const own = ways.tokens.has(token) ? 'only files in the root of a repo go with a token' : what;
	const accept = `At ${site} get access to it first. `;
	throw refused(printed(reference), own, `${accept}${HUB_OUT.replace('Hugging Face', site)}`);
}

/** How long an answer is worth waiting for. */
export const waiting = (long: boolean) => limits()[long ? 'loraMs' : 'baseCheckMs'];
