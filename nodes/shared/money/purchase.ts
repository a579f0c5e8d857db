import { cancelTask, getTask } from '../client/client';
import { orderCost, orderPictures } from './caps';
import { stillUnknown } from './earlier';
import { endOf, taskProblem } from '../words/explain';
import { limits } from '../limits';
import type { Bought, Memory } from './memory';
import { asProblem, beforeSubmit, Problem } from '../problem';
import { isFinal } from '../client/result';
import type { Session } from '../client/session';
import { submit, type Order } from '../client/submit';
import type { Task, TaskRef } from '../task';
import { wait } from '../client/wait';
import { nameOf } from '../words/phrases';

/** How one purchase is to run. */
export interface PurchaseOptions {
	readonly waitForTask: boolean;
	readonly timeoutMs: number;
	readonly cancelOnTimeout: boolean;
	/** Pictures of all items of an execution; 0 = no bound. */
	readonly maxImages: number;
	/** Of all orders of an execution, in the provider's currency; 0 = no bound. */
	readonly maxCost: number;
	/** Of one picture, where pictures may lie inside an answer. */
	readonly maxBytes: number;
}

/** One item's way from its order to a finished task. */
export interface Purchase {
	readonly session: Session;
	/** The node's name on the canvas, for the log. */
	readonly node: string;
	readonly item: number;
	readonly options: PurchaseOptions;
	readonly memory: Memory;
	readonly hash: string;
	/** The endpoint to be bought from, for the log. */
	readonly model: string;
	/** Pictures asked for, for the cap. */
	readonly pictures: number;
	/** As it is ordered, for providers that do not tell it again. */
	readonly seed?: number;
	/** Inputs that say nothing about the price. */
	readonly unpriced: readonly string[];
	/** The bound of an answer, where pictures come inside it. */
	readonly answerBytes?: number;
	readonly typicalSeconds: number;
	/** Why this order would end as others did; asked before each submit. */
	readonly barred: () => Problem | undefined;
	/** Whether a task that ended so would end so again with the same input. */
	readonly lasts: (problem: Problem) => boolean;
	/** Builds the order; uploads start images, so it is called only when something is bought. */
	readonly order: () => Promise<Order>;
	/** Told of every new state of the task, so that an error can list it. */
	readonly onTask: (task: Task) => void;
	/** Fires on the user's stop, and when the batch ends. */
	readonly signal: AbortSignal;
	/** Fires on the user's stop alone: then tasks are cancelled. */
	readonly stop?: AbortSignal;
}

/** A task younger than this cannot have been deleted by age. */
const YOUNG_MS = 600_000;

/** n8n's own retry buys nothing that must fail again; a person's Retry buys what the person asks for. */
const staysFailed = ({ lasts }: Purchase, { elder }: Bought, problem: Problem): boolean =>
	elder !== true && lasts(problem);

/** What an earlier try bought, if it is still worth waiting for. */
async function takeUp(purchase: Purchase, bought: Bought): Promise<Task | undefined> {
	if (bought.task === undefined) throw stillUnknown();
	try {
		const { session, signal, answerBytes } = purchase;
		const task = await getTask(session, bought.task, signal, answerBytes);
		const end = task.status === 'failed' ? endOf(session.place, task) : undefined;
		if (end !== undefined && staysFailed(purchase, bought, end)) throw end;
		const gone = task.status === 'failed' || task.status === 'canceled' || task.expired === true;
		return gone ? undefined : task;
	} catch (error) {
		const problem = asProblem(error);
		const { kind } = problem;
		const old = Date.now() - (bought.at ?? 0) > YOUNG_MS;
		if (kind === 'taskFailed' || kind === 'refused') {
			if (staysFailed(purchase, bought, problem)) throw problem.of(bought.task);
			return undefined;
		}
		if (kind === 'taskNotFound' && old) return undefined;
		if (purchase.stop?.aborted === true) await cancelBehind(purchase, bought.task);
		throw problem.of(bought.task);
	}
}

async function cancelBehind(purchase: Purchase, ref: TaskRef): Promise<void> {
	const { session, item, node } = purchase;
	const bound = AbortSignal.timeout(limits().stopGraceMs);
	const facts = { node, item, model: ref.model, taskId: ref.id };
	try {
		const outcome = await cancelTask(session, ref, bound);
		session.log(`After the stop: task ${outcome}`, facts);
	} catch (error) {
		const reason = error instanceof Problem ? error.message : 'no answer';
		session.log(`After the stop: the task could not be cancelled (${reason})`, facts);
	}
}

async function buy(
	purchase: Purchase,
): Promise<{ task: Task; since: number; release: () => void }> {
	const { session, item, options, memory, hash, pictures, node } = purchase;
	const barred = purchase.barred();
	if (barred !== undefined) throw barred;
	orderPictures(memory, pictures, options.maxImages);
	const facts = { node, item, model: purchase.model };
	let cost = 0;
	try {
		const order = await purchase.order().catch((error: unknown) => {
			throw beforeSubmit(error);
		});
		cost = await orderCost(session, memory, order, purchase.unpriced, options.maxCost);
		// Until the id is known it may have been bought: a crash or a retry must not think otherwise.
		memory.keep(item, { hash });
		const accepted = await submit(session, { ...order, barred: purchase.barred }, purchase.signal);
		const { task, acceptedAt: since, release, adopted } = accepted;
		const { model, id } = task;
		memory.keep(item, { hash, task: { model, id }, at: Date.now(), seed: purchase.seed });
		const known = { ...facts, model: task.model, taskId: task.id };
		session.log(adopted ? 'Lost submit found at the provider' : 'Task submitted', known);
		return { task, since, release };
	} catch (error) {
		const problem = asProblem(error);
		if (problem.charged === 'no') {
			memory.forget(item);
			memory.giveBack(pictures, cost);
		} else {
			// Known to nobody but the provider: the log is the one place left after a stop or a crash.
			session.log(problem.message, facts);
		}
		throw problem;
	}
}

/** Timeout does not cancel unless the user chose so. */
async function onTimeout(purchase: Purchase, task: Task, problem: Problem): Promise<Problem> {
	if (problem.kind !== 'timedOut' || !purchase.options.cancelOnTimeout) return problem;
	const outcome = await cancelTask(
		purchase.session,
		task,
		AbortSignal.timeout(limits().stopGraceMs),
	).catch(() => 'unsupported' as const);
	const { place } = purchase.session;
	if (outcome === 'unsupported') {
		const nextStep = `${nameOf(place)} did not take the cancel. ${problem.nextStep}`;
		return new Problem({ ...problem.facts(), nextStep });
	}
	const cancelled = outcome === 'cancelled';
	return taskProblem(task, {
		...problem.facts(),
		message: `The task ran into the timeout and ${cancelled ? 'was cancelled' : 'finished just then'} at ${nameOf(place)}`,
		charged: cancelled ? 'unknown' : 'yes',
		nextStep: cancelled
			? 'Raise Timeout, or run the item again. A task cancelled while it ran may be charged in part.'
			: problem.nextStep,
	});
}

/**
 * Buys one item's task at most once, or takes up what an earlier try bought, and waits for it if wanted.
 * After a stop it cancels what it knows of. Throws a `Problem` that names the task once there is one.
 */
export async function purchase(wanted: Purchase): Promise<Task> {
	const { session, memory, item, hash, options, signal, stop, onTask } = wanted;
	const bought = memory.recall(item, hash);
	const earlier = bought === undefined ? undefined : await takeUp(wanted, bought);
	const now = session.clock.now();
	const { task, since, release } =
		earlier === undefined ? await buy(wanted) : { task: earlier, since: now, release: () => {} };
	onTask(task);
	const seed = earlier === undefined ? wanted.seed : bought?.seed;
	const seeded = (one: Task): Task => ({ ...one, seed: one.seed ?? seed });
	let current = task;
	try {
		if (!options.waitForTask && !isFinal(task) && !signal.aborted) return seeded(task);
		const learn = earlier === undefined;
		const { typicalSeconds, answerBytes: maxBytes } = wanted;
		const { timeoutMs } = options;
		const waiting = { since, timeoutMs, typicalSeconds, signal, learn, maxBytes };
		current = await wait(session, task, waiting);
		onTask(current);
		const problem = endOf(session.place, current);
		if (problem !== undefined) throw problem;
		return seeded(current);
	} catch (error) {
		if (stop?.aborted === true && !isFinal(current)) await cancelBehind(wanted, current);
		const problem = await onTimeout(wanted, current, asProblem(error));
		throw problem.of(current, current.status);
	} finally {
		release();
	}
}
