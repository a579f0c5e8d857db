import { problemOf } from '../words/explain';
import type { Permit } from '../pace/limiter';
import { limits } from '../limits';
import { graceOf } from './grace';
import { claim, searchLost, type LostSubmit } from './lost';
import { notAdmitted, stoppedBefore } from '../words/notSubmitted';
import { asProblem, Problem } from '../problem';
import { endingOf, hintMs, judge, pauseBefore } from '../pace/retry';
import { NOBODYS_ID, sendOnce, type Heard, type Session } from './session';
import type { SubmitOptions } from '../adapter';
import type { Target, Task } from '../task';

export interface Order {
	readonly target: Target;
	readonly input: Readonly<Record<string, unknown>>;
	readonly options: SubmitOptions;
	/** What the provider takes for what is not in `input`; absent where nobody tells. */
	readonly assumed?: Readonly<Record<string, unknown>>;
	/** Inputs left out that may drive the price, and whose default nobody tells. */
	readonly openDrivers?: readonly string[];
	/** Asked before each submit: why this order would end as others did. */
	readonly barred?: () => Problem | undefined;
}

export interface Accepted {
	readonly task: Task;
	/** `clock.now()` of the acceptance. */
	readonly acceptedAt: number;
	/** Gives the task's slot back; to be called once, when the task is final or no longer watched. */
	readonly release: () => void;
	/** The answer was lost, and the task was found in the provider's list. */
	readonly adopted: boolean;
}

/** Submits of equal content now under way in this process: a lost one among them cannot be told apart. */
const underWay = new Map<string, number>();

function enter(fingerprint: string): () => void {
	underWay.set(fingerprint, (underWay.get(fingerprint) ?? 0) + 1);
	return () => {
		const left = (underWay.get(fingerprint) ?? 1) - 1;
		if (left === 0) underWay.delete(fingerprint);
		else underWay.set(fingerprint, left);
	};
}

function parsed(session: Session, heard: Heard, target: Target): Task | undefined {
	if (heard.answer === undefined) return undefined;
	try {
		const task = session.adapter.parseTask(heard.answer, { model: target.endpoint, id: '' });
		return task.id === '' ? undefined : task;
	} catch {
		return undefined;
	}
}

async function adoptOrTell(
	session: Session,
	heard: Heard,
	lost: LostSubmit,
	fingerprint: string,
	signal: AbortSignal,
): Promise<Task> {
	const ambiguous = () => (underWay.get(fingerprint) ?? 0) > 1;
	const { found, candidates } = await searchLost(session, lost, ambiguous, signal);
	if (found !== undefined) return found;
	// A good answer without an id is as unknown as none.
	const reply =
		heard.answer === undefined
			? heard.reply
			: { type: 'lost' as const, reason: 'no task id in the answer' };
	const problem = problemOf(session.place, 'submit', reply, heard.error);
	if (candidates.length === 0) throw problem;
	throw new Problem({
		...problem.facts(),
		message: `${problem.message}. It may be one of these tasks: ${candidates.join(', ')}`,
	});
}

/**
 * A web UI answers unknown paths with its page (providers.md 4), and then nothing was bought. When the API
 * itself is there, a page in place of the answer says nothing about what was bought.
 */
async function isWrongAddress(
	session: Session,
	{ reply, error }: Heard,
	target: Target,
	signal: AbortSignal,
): Promise<boolean> {
	if (endingOf(reply, error) !== 'web page') return false;
	if ('status' in reply && reply.status === 404) return true;
	const request = session.adapter.status({ model: target.endpoint, id: NOBODYS_ID });
	const probe = await sendOnce(session, 'status', request, signal);
	return endingOf(probe.reply, probe.error) === 'web page';
}

/** The task that a submit made: its answer tells it, or the provider's list when the answer was lost. */
async function taskOf(
	session: Session,
	heard: Heard,
	lost: LostSubmit,
	fingerprint: string,
	signal: AbortSignal,
): Promise<{ readonly task?: Task; readonly adopted: boolean }> {
	const task = parsed(session, heard, lost.target);
	if (await isWrongAddress(session, heard, lost.target, signal)) {
		throw problemOf(session.place, 'status', heard.reply);
	}
	const unknown =
		heard.answer !== undefined ||
		judge('submit', endingOf(heard.reply, heard.error)).again === 'unknown';
	if (task !== undefined || !unknown) return { task, adopted: false };
	return { task: await adoptOrTell(session, heard, lost, fingerprint, signal), adopted: true };
}

/** Returns a refusal for its rate, after which the same attempt is made again. */
async function pauseOrThrow(
	session: Session,
	heard: Heard,
	attempt: number,
	permit: Permit,
	signal: AbortSignal,
): Promise<Heard | undefined> {
	const { reply, error } = heard;
	const ending = endingOf(reply, error);
	const hint = hintMs(reply, error, Date.now());
	if (ending === '429') {
		permit.refused(hint);
		// A day's limit: no waiting within this run reaches its end.
		if ((hint ?? 0) > limits().admissionMs) throw problemOf(session.place, 'submit', reply, error);
		return heard;
	}
	permit.release();
	const { again } = judge('submit', ending);
	if (again !== 'yes' || attempt >= limits().submitTries) {
		throw problemOf(session.place, 'submit', reply, error);
	}
	await session.clock.sleep(pauseBefore(attempt, hint, limits(), Math.random()), signal);
	return undefined;
}

/**
 * Buys one task, at most once. Waits for a place, submits, and resolves as soon as the id is known.
 * `signal` ends the waiting before a submit; a submit in flight goes on for `stopGraceMs` to bring its id,
 * which the caller then cancels. Throws a `Problem`.
 */
export async function submit(
	session: Session,
	order: Order,
	signal: AbortSignal,
): Promise<Accepted> {
	const { adapter, limiter, clock } = session;
	const request = adapter.submit(order.target, order.input, order.options);
	const { target, input } = order;
	const fingerprint = JSON.stringify([session.endpoint.baseUrl.href, target, input]);
	const giveUpAt = clock.now() + limits().admissionMs;
	let refusal: Heard | undefined;
	for (let attempt = 1; ; attempt++) {
		const permit = await limiter.admit(signal, giveUpAt - clock.now());
		if (signal.aborted) permit?.release();
		if (signal.aborted) throw stoppedBefore();
		if (permit === undefined) throw notAdmitted(session.place, refusal);
		const barred = order.barred?.();
		if (barred !== undefined) permit.release();
		if (barred !== undefined) throw barred;
		const leave = enter(fingerprint);
		const grace = graceOf(session, signal);
		try {
			const sentAt = Date.now();
			const heard = await sendOnce(session, 'submit', request, grace.signal);
			const { assumed } = order;
			const lost = { target, input, assumed, sentAt, givenUpAt: Date.now() };
			const { task, adopted } = await taskOf(session, heard, lost, fingerprint, grace.signal);
			if (task !== undefined) {
				claim(task.id);
				permit.accepted();
				return { task, acceptedAt: clock.now(), release: () => permit.release(), adopted };
			}
			refusal = await pauseOrThrow(session, heard, attempt, permit, signal);
			if (refusal !== undefined) attempt--;
		} catch (error) {
			permit.release();
			throw asProblem(error);
		} finally {
			leave();
			grace.end();
		}
	}
}
