import type { ReplicateModel } from '../catalog/replicate';
import type { Reply, SiteName } from '../types';
import type { World } from '../world';

/** A model as a submit named it. */
export interface Wanted {
	readonly id: string;
	readonly model: ReplicateModel;
}

/** Where the official API and a gateway differ. */
export interface ReplicateSite {
	readonly name: SiteName;
	/** Before `/predictions`. */
	readonly prefix: string;
	/** What `urls` in the answers begin with. */
	readonly upstream: (world: World) => string;
	readonly created: 200 | 201;
	/** Whether `Prefer: wait` arrives. */
	readonly waits: boolean;
	readonly redacts: boolean;
	readonly refuse: (world: World) => number | undefined;
	/** A gateway serves only what it lists. */
	readonly unlisted?: (asked: unknown, wanted: Wanted | undefined) => Reply | undefined;
}
