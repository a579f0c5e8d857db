import { priceOf } from './cost';
import { ROUNDING, type Memory } from './memory';
import { runBatch } from '../pace/batch';
import { asProblem, beforeSubmit, Problem } from '../problem';
import type { Session } from '../client/session';
import type { Order } from '../client/submit';
import type { Price } from '../task';
import { nameOf } from '../words/phrases';
import { plural } from '../words/plural';

const beyondCap = (message: string, nextStep: string): Problem =>
	new Problem({ kind: 'capReached', message, charged: 'no', safeToRetry: true, nextStep });

/** Of one order; the others of its run may have been bought. */
const notOrdered = (why: string, nextStep: string): Problem =>
	beyondCap(`Not submitted, nothing charged: ${why}`, nextStep);

const RAISE_IMAGES = 'Raise Maximum Images per Execution under Options, or run fewer items.';
const RAISE_COST = 'Raise Maximum Cost per Execution under Options, or run fewer items.';

/** Counts pictures that are about to be ordered. Throws a `Problem` (capReached) beyond `max`; 0 = no bound. */
export function orderPictures(memory: Memory, pictures: number, max: number): void {
	if (memory.order(pictures, max)) return;
	throw notOrdered(`this execution may order at most ${plural(max, 'image')}`, RAISE_IMAGES);
}

/** What is left out may cost more than its price told before (models.md 4): no maximum holds by a floor. */
function startingPrice(
	session: Session,
	{ amount, currency }: Price,
	openDrivers: readonly string[],
) {
	return notOrdered(
		`${nameOf(session.place)} tells only where the price of this input begins (${amount} ${currency}), and Maximum Cost per Execution cannot be held by that${openDrivers.length > 0 ? `: nobody tells what it takes for ${openDrivers.join(', ')}` : ''}`,
		openDrivers.length > 0
			? `Fill in ${openDrivers.join(', ')}, or set Maximum Cost per Execution to 0.`
			: 'Choose the model from the list or under Any Model, or set Maximum Cost per Execution to 0.',
	);
}

/**
 * The price of an order under a maximum. Throws a `Problem` (capReached) where none can be had: a bound that
 * cannot be held is none.
 */
async function knownPrice(session: Session, order: Order, unpriced: readonly string[]) {
	const unknown = (why: string) =>
		notOrdered(
			`${nameOf(session.place)} told no price, and Maximum Cost per Execution cannot be held without (${why})`,
			'Run it again later, or set Maximum Cost per Execution to 0 and bound the images instead.',
		);
	const price = await priceOf(session, order, unpriced).catch((error: unknown) => {
		const problem = asProblem(error);
		throw problem.kind === 'badKey' ? beforeSubmit(problem) : unknown(problem.message);
	});
	if (price === undefined) throw unknown('it has no price list that a program can ask');
	const { assumed, openDrivers = [] } = order;
	if (assumed === undefined || openDrivers.length > 0) {
		throw startingPrice(session, price, openDrivers);
	}
	return price;
}

/**
 * Counts what an order costs before it is bought, and returns it. Throws a `Problem` (capReached) beyond
 * `max` (0 = no bound, nothing is asked), and where no price can be had.
 */
export async function orderCost(
	session: Session,
	memory: Memory,
	order: Order,
	unpriced: readonly string[],
	max: number,
): Promise<number> {
	if (max === 0) return 0;
	const price = await knownPrice(session, order, unpriced);
	if (memory.spend(price.amount, max)) return price.amount;
	throw notOrdered(
		`this order costs ${price.amount} ${price.currency}, and with it the execution would cost more than ${max}`,
		RAISE_COST,
	);
}

/** One order of a run that is looked at whole. */
export interface Planned {
	readonly item: number;
	readonly session: Session;
	readonly pictures: number;
	readonly order: Order;
	readonly unpriced: readonly string[];
	/** Both of the item's own options; 0 = no bound. */
	readonly maxImages: number;
	readonly maxCost: number;
}

interface Beyond {
	readonly item: number;
	readonly problem: Problem;
}

function imagesBeyond(memory: Memory, planned: readonly Planned[]): Beyond | undefined {
	let images = memory.ordered().pictures;
	const first = planned.find(({ pictures, maxImages }) => {
		images += pictures;
		return maxImages > 0 && images > maxImages;
	});
	if (first === undefined) return undefined;
	const all = planned.reduce((sum, { pictures }) => sum + pictures, memory.ordered().pictures);
	const why = `This run would order ${all} images; Maximum Images per Execution is ${first.maxImages}`;
	return { item: first.item, problem: beyondCap(why, RAISE_IMAGES) };
}

/** Prices are asked side by side; equal ones once. */
const PRICES_AT_ONCE = 20;

async function costBeyond(
	memory: Memory,
	planned: readonly Planned[],
	stop?: AbortSignal,
): Promise<Beyond | undefined> {
	const bounded = planned.filter(({ maxCost }) => maxCost > 0);
	if (bounded.length === 0) return undefined;
	const batch = await runBatch<Price>(
		{ count: bounded.length, atOnce: PRICES_AT_ONCE, endOnFailure: true, stop },
		async (at) => {
			const { session, order, unpriced } = bounded[at];
			return [await knownPrice(session, order, unpriced)];
		},
	);
	if (batch.stopped) return undefined;
	if (batch.failed !== undefined) {
		return { item: bounded[batch.failed.item].item, problem: batch.failed.problem };
	}
	const prices = batch.ended.map((rows) => rows?.[0] as Price);
	let cost = memory.ordered().spent;
	const at = prices.findIndex(({ amount }, index) => {
		cost += amount;
		return cost > bounded[index].maxCost + ROUNDING;
	});
	if (at < 0) return undefined;
	const all = prices.reduce((sum, { amount }) => sum + amount, memory.ordered().spent);
	const [{ currency }] = prices;
	const why = `This run would cost ${Number(all.toFixed(6))} ${currency}; Maximum Cost per Execution is ${bounded[at].maxCost}`;
	return { item: bounded[at].item, problem: beyondCap(why, RAISE_COST) };
}

/**
 * Whether all orders of a run fit their maximums together, with what the execution ordered before; the first
 * item that goes beyond, and why, when they do not. Counts nothing.
 */
export async function wholeOrder(
	memory: Memory,
	planned: readonly Planned[],
	stop?: AbortSignal,
): Promise<Beyond | undefined> {
	return imagesBeyond(memory, planned) ?? (await costBeyond(memory, planned, stop));
}
