import type { Model } from '../model';
import { bareKey } from '../wire/bearer';
import { readReference } from './reference';

/** Of the credential; `trustGateway` lets a gateway have the tokens. */
export interface LoraTokens {
	readonly huggingFaceToken?: string;
	readonly civitaiToken?: string;
	readonly trustGateway?: boolean;
}

type TokenName = 'huggingFaceToken' | 'civitaiToken';

const SITES = { huggingFaceToken: 'hub', civitaiToken: 'civitai' } as const;

/**
 * The tokens that may go along with an order: wire name -> which. Only a model that is known to load LoRAs
 * with them takes them (`Model.tokens`), and a gateway gets them only when the credential says so.
 */
export function usableTokens(
	{ tokens = {} }: Model,
	fields: LoraTokens,
	official: boolean,
): ReadonlyArray<readonly [string, TokenName]> {
	if (!official && fields.trustGateway !== true) return [];
	return Object.entries(tokens).filter(([, name]) => (fields[name] ?? '').trim() !== '');
}

/** What is sent: of the usable tokens those of the sites where the order's LoRAs lie. */
export function tokensFor(
	model: Model,
	paths: readonly string[],
	fields: LoraTokens,
	official: boolean,
): Record<string, string> {
	const kinds = paths.map((path) => readReference(path).kind);
	const wanted = usableTokens(model, fields, official).filter(([, name]) =>
		kinds.includes(SITES[name]),
	);
	return Object.fromEntries(wanted.map(([wire, name]) => [wire, bareKey(fields[name] ?? '')]));
}
