import { priceOf } from './cost';
import type { Memory } from './memory';
import { asProblem, beforeSubmit, Problem } from '../problem';
import type { Session } from '../client/session';
import type { Order } from '../client/submit';
import { nameOf } from '../words/phrases';

const notOrdered = (why: string, nextStep: string): Problem =>
	new Problem({
		kind: 'capReached',
		message: `Not submitted, nothing charged: ${why}`,
		charged: 'no',
		safeToRetry: true,
		nextStep,
	});

/** Counts pictures that are about to be ordered. Throws a `Problem` (capReached) beyond `max`; 0 = no bound. */
export function orderPictures(memory: Memory, pictures: number, max: number): void {
	if (memory.order(pictures, max)) return;
	throw notOrdered(
		`this execution may order at most ${max} image${max === 1 ? '' : 's'}`,
		'Raise Maximum Images per Execution under Options, or run fewer items.',
	);
}

/**
 * Counts what an order costs before it is bought, and returns it. Throws a `Problem` (capReached) beyond
 * `max` (0 = no bound, nothing is asked), and where no price can be had: a bound that cannot be held is none.
 */
export async function orderCost(
	session: Session,
	memory: Memory,
	order: Order,
	unpriced: readonly string[],
	max: number,
): Promise<number> {
	if (max === 0) return 0;
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
	if (memory.spend(price.amount, max)) return price.amount;
	throw notOrdered(
		`this order costs ${price.amount} ${price.currency}, and with it the execution would cost more than ${max}`,
		'Raise Maximum Cost per Execution under Options, or run fewer items.',
	);
}
