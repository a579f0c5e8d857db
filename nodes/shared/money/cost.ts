import { createHash } from 'node:crypto';

import { askWithin, ownerOf } from '../client/lookUp';
import { remembered } from '../client/remembered';
import { limits } from '../limits';
import type { Model } from '../model';
import { ask, type Session } from '../client/session';
import type { Order } from '../client/submit';
import type { Price, Tariff, Task } from '../task';

/** What a whole task costs by its provider's own word. */
export interface Cost extends Price {
	/** Where units were billed: how many, of what, at what price each. */
	readonly units?: number;
	readonly unit?: string;
	readonly unitPrice?: number;
}

/**
 * Inputs that say what is made and not how much work that is. No price of a model of ours depends on its
 * prompt (models.md 4), so a hundred prompts ask once; speech and text are paid by their length.
 */
export function unpricedIn({ fields }: Model, ours: boolean): readonly string[] {
	return fields
		.filter(
			({ kind, ...field }) =>
				kind === 'seed' || (ours && 'role' in field && field.role === 'prompt'),
		)
		.map(({ name }) => name);
}

/**
 * The exact price of an order; undefined where this API tells none. What was asked before is remembered
 * (`remembered.ts`). Throws a `Problem` when the provider could not be asked.
 */
export async function priceOf(
	session: Session,
	order: Order,
	unpriced: readonly string[],
): Promise<Price | undefined> {
	const { price, parsePrice } = session.adapter;
	if (price === undefined || parsePrice === undefined) return undefined;
	const { target } = order;
	// With an input left out, WaveSpeed tells the floor of its range (models.md 4).
	const input = { ...order.assumed, ...order.input };
	const priced = Object.entries(input).filter(([name]) => !unpriced.includes(name));
	const inputs = JSON.stringify([target, priced.sort(([a], [b]) => (a < b ? -1 : 1))]);
	const key = createHash('sha256').update(inputs).digest('base64url');
	return await remembered(`price ${ownerOf(session)} ${key}`, async () => {
		// Nobody's signal ends it: other items wait for the same answer.
		const answer = await ask(session, 'list', price(target, input));
		return parsePrice(answer.body);
	});
}

async function tariffOf(session: Session, model: string): Promise<Tariff | undefined> {
	const { tariff, parseTariff } = session.adapter;
	if (tariff === undefined || parseTariff === undefined) return undefined;
	return await askWithin(session)(tariff(model), (body) => parseTariff(body, model));
}

const orNothing = async <T>(wanted: Promise<T>): Promise<T | undefined> =>
	await wanted.catch(() => undefined);

/**
 * Asks for all that can be known of a cost before the task is done, beside its waiting. A cost that cannot
 * be had costs no picture: the promise never rejects.
 */
export function askPrice(
	session: Session,
	order: Order,
	unpriced: readonly string[],
): Promise<Price | undefined> | undefined {
	void orNothing(tariffOf(session, order.target.endpoint));
	const told = session.adapter.price !== undefined;
	return told ? orNothing(priceOf(session, order, unpriced)) : undefined;
}

async function billed(session: Session, { model, unitsBilled: units }: Task) {
	const tariff = units === undefined ? undefined : await tariffOf(session, model);
	if (tariff === undefined || units === undefined) return undefined;
	const { amount: unitPrice, unit, currency } = tariff;
	return { amount: units * unitPrice, currency, units, unit, unitPrice };
}

/** A task's cost: what was billed, or the price it was ordered at. Waits `costMs` at most; never throws. */
export async function costOf(
	session: Session,
	task: Task,
	price: Promise<Price | undefined> | undefined,
	signal: AbortSignal,
): Promise<Cost | undefined> {
	if (price === undefined && task.unitsBilled === undefined) return undefined;
	const known = orNothing(billed(session, task)).then(async (cost) => cost ?? (await price));
	const over = new AbortController();
	const bound = AbortSignal.any([signal, over.signal]);
	const enough = session.clock.sleep(limits().costMs, bound).then(() => undefined);
	return await Promise.race([known, enough]).finally(() => over.abort());
}
