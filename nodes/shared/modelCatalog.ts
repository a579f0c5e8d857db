import type { ApiRequest, Target } from './task';

/** A model in the list of the form. */
export interface ListedModel {
	readonly name: string;
	/** What the workflow keeps: a version is in it where the provider has versions. */
	readonly value: string;
	readonly url: string;
	readonly description?: string;
}

export interface ModelPage {
	readonly models: readonly ListedModel[];
	/** Where the next page begins; absent on the last one. */
	readonly next?: string;
}

/** A public document, asked for without a key. */
export interface PublicRequest {
	readonly address: string;
}

/**
 * Asks, remembers what `pick` keeps of the answer, and throws a `Problem` when it cannot be had.
 * One request goes with one `pick`: the memory knows the request alone.
 */
export type Ask = <T>(
	request: ApiRequest | PublicRequest,
	pick: (body: unknown) => T,
) => Promise<T>;

/** What a provider says about one model, before it is read. */
export interface ModelDocument {
	readonly target: Target;
	/** The model's page. */
	readonly docs: string;
	/** The input's schema, and what its references lead into. */
	readonly input: unknown;
	readonly root: unknown;
	/** Names in the order to show them, where the provider has one. */
	readonly order?: readonly string[];
	/** Its owner is known to use tokens for loading LoRAs and for nothing else; a stranger's model gets none. */
	readonly trusted?: boolean;
	/** A newer version than the target's, as the user would write it. */
	readonly newer?: string;
}

/** How a provider lists its models and tells their inputs. */
export interface ModelCatalog {
	readonly search: (ask: Ask, words: string, from?: string) => Promise<ModelPage>;
	readonly read: (ask: Ask, id: string) => Promise<ModelDocument>;
	/** Without asking: what to run when the schema cannot be had. Throws a `Problem` for what is no id. */
	readonly targetOf: (id: string) => ModelDocument['target'];
}
