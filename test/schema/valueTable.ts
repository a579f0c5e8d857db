import type { IDataObject } from 'n8n-workflow';
import type { SpotName } from '../engine/spots';

/** What is not there at all. */
export const missing = Symbol('missing');

/** Nothing of this name is sent. */
export const nothing = Symbol('nothing');

/** The node draws one (test/nodes/seeds.test.ts). */
export const drawn = Symbol('drawn');

/** The words of a refusal. */
export const no = (...words: string[]) => ({ words });

/** As it comes in the item: what is sent, or the words in which it is refused. */
export type ValueRow = readonly [unknown, unknown];

export interface ValueTable {
	readonly kind: string;
	readonly at: SpotName;
	readonly parameters: IDataObject;
	/** The wire name. */
	readonly name: string;
	readonly rows: readonly ValueRow[];
}

export const v = '={{ $json.v }}';
export const blanks: ValueRow[] = ['', '  ', '\n', null, missing].map((blank) => [blank, nothing]);
