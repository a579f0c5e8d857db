import type { TaskRef } from '../task';

/** What an item of this node has bought, or may have. Plain JSON: n8n saves it with the execution. */
export interface Bought {
	/** Of the declared inputs, binary by content. */
	readonly hash: string;
	/** Absent while it is unknown whether the submit arrived. */
	readonly task?: TaskRef;
	/** Date.now() of the acceptance. */
	readonly at?: number;
	/** As it was ordered. */
	readonly seed?: number;
	/** Of the execution that a person retries: good for the same order alone. */
	readonly elder?: true;
}

/** The content of `getContext('node')` under one key. */
interface Remembered {
	executionId: string;
	runIndex: number;
	tries: number;
	/** Pictures ordered in this execution, all rounds and tries together. */
	pictures: number;
	/** What they cost, where the price is told before. */
	spent: number;
	items: Record<string, Bought>;
}

export interface Occasion {
	readonly executionId: string;
	readonly runIndex: number;
	/** The node has Retry On Fail. */
	readonly retryOnFail: boolean;
	readonly maxTries: number;
	/** A person pressed Retry in the list of executions. */
	readonly byPerson: boolean;
}

export interface Memory {
	/** What an earlier try bought for this item; undefined when it is to be bought now. */
	recall(item: number, hash: string): Bought | undefined;
	keep(item: number, bought: Bought): void;
	forget(item: number): void;
	/** Every task that is remembered, by item. */
	tasks(): ReadonlyMap<number, TaskRef>;
	/** What this execution has ordered so far, all rounds and tries together. */
	ordered(): { readonly pictures: number; readonly spent: number };
	/** Counts pictures before they are ordered; false when they go beyond `max` (0 = no bound). */
	order(pictures: number, max: number): boolean;
	/** Counts money before it is spent; false when it goes beyond `max`. */
	spend(amount: number, max: number): boolean;
	/** Gives back what was ordered and surely not bought. */
	giveBack(pictures: number, amount: number): void;
	/** Called with the rows that are returned: forgets all when n8n will not run the node again. */
	finish(firstRowFailed: boolean): void;
}

const KEY = 'fluxLora';

/** Sums of decimal prices miss by less. */
export const ROUNDING = 1e-9;

const elders = (items: Remembered['items'] = {}): Remembered['items'] =>
	Object.fromEntries(
		Object.entries(items).map(([item, bought]) => [item, { ...bought, elder: true }]),
	);

/** What this try begins with, and whether n8n itself runs the node again. */
function begun(found: Remembered | undefined, occasion: Occasion) {
	const { executionId, runIndex, retryOnFail, byPerson } = occasion;
	const sameExecution = found?.executionId === executionId;
	const sameRound = found?.runIndex === runIndex;
	const automatic = sameExecution && sameRound && retryOnFail;
	const readable = sameRound && (automatic || (byPerson && !sameExecution));
	const state: Remembered = {
		executionId,
		runIndex,
		tries: automatic ? (found?.tries ?? 0) + 1 : 1,
		pictures: sameExecution ? (found?.pictures ?? 0) : 0,
		spent: sameExecution ? (found?.spent ?? 0) : 0,
		items: !readable ? {} : automatic ? { ...found?.items } : elders(found?.items),
	};
	return { state, automatic };
}

/** What all calls of a tool in one execution share; they may run side by side. */
function totalsIn(context: Record<string, unknown>, occasion: Occasion): Remembered {
	const found = context[KEY] as Remembered | undefined;
	if (found?.executionId === occasion.executionId) return found;
	const { state } = begun(undefined, occasion);
	context[KEY] = state;
	return state;
}

function countersOf(totals: Remembered): Pick<Memory, 'ordered' | 'order' | 'spend' | 'giveBack'> {
	return {
		ordered: () => ({ pictures: totals.pictures, spent: totals.spent }),
		order(pictures, max) {
			if (max > 0 && totals.pictures + pictures > max) return false;
			totals.pictures += pictures;
			return true;
		},
		spend(amount, max) {
			if (totals.spent + amount > max + ROUNDING) return false;
			totals.spent += amount;
			return true;
		},
		giveBack(pictures, amount) {
			totals.pictures -= pictures;
			totals.spent -= amount;
		},
	};
}

/**
 * What this node bought, for n8n's retries alone (design section 8; n8n.md section 5: a retry runs the
 * whole node again, for all items). Owner: the execution's context; key: run index and item index;
 * lifetime: until the node returns rows that n8n will not retry. `own` stands for the context where only the
 * totals are shared.
 */
export function openMemory(
	context: Record<string, unknown>,
	occasion: Occasion,
	own: Record<string, unknown> = context,
): Memory {
	const { retryOnFail, maxTries } = occasion;
	const { state, automatic } = begun(own[KEY] as Remembered | undefined, occasion);
	/** Only what an earlier try left is recalled. */
	const earlier = { ...state.items };
	own[KEY] = state;
	const totals = own === context ? state : totalsIn(context, occasion);
	return {
		recall(item, hash) {
			const bought = earlier[item] as Bought | undefined;
			const own = automatic && bought?.elder !== true;
			if (bought === undefined || own) return bought;
			// A person may have edited the item since, and may want an unknown outcome bought again.
			return bought.hash === hash && bought.task !== undefined ? bought : undefined;
		},
		keep(item, bought) {
			state.items[item] = bought;
		},
		forget(item) {
			delete state.items[item];
		},
		tasks() {
			const known = Object.entries(state.items);
			return new Map(
				known.flatMap(([item, { task }]) => (task === undefined ? [] : [[Number(item), task]])),
			);
		},
		...countersOf(totals),
		finish(firstRowFailed) {
			const again = retryOnFail && firstRowFailed && state.tries < maxTries;
			if (!again) state.items = {};
		},
	};
}
