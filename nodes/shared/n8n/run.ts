import type { IExecuteFunctions } from 'n8n-workflow';

import type { Service } from '../client/service';
import type { Lasting } from '../pace/lasting';
import type { Memory } from '../money/memory';
import type { Occasion } from './occasion';
import type { Task } from '../task';
import type { Account } from './accounts';

/** What all items of one run of the node share. */
export interface SharedRun {
	readonly context: IExecuteFunctions;
	readonly service: Service;
	readonly occasion: Occasion;
	/** Whose key and address an item runs on. Throws a `Problem`. */
	readonly accountOf: (item: number) => Promise<Account>;
	readonly memory: Memory;
	readonly lasting: Lasting;
	readonly stop?: AbortSignal;
	/** Bought tasks by item, as last seen. */
	readonly tasks: Map<number, Task>;
	/** What an item wanted, for its failed row. */
	readonly told: Map<number, { readonly model: string | null; readonly prompt: string | null }>;
}

/** The same, on one item's account. */
export type Run = SharedRun & Account;
