import { problemOf } from '../words/explain';
import { limits } from '../limits';
import { asProblem, badAnswer, invalidInput, type Problem } from '../problem';
import { doubtsOf, type Doubts } from './doubt';
import { askAbout, askResult, isFinal, type Told } from './result';
import { endingOf, hintMs, judge, pauseBefore } from '../pace/retry';
import { ask, sendOnce, type Bounds, type Session } from './session';
import type { Answer, Task, TaskRef, UploadFile } from '../task';
import { putUpload } from '../net/transport';

/** Its status, then its outputs where they lie elsewhere. */
async function readOnce(
	session: Session,
	ref: TaskRef,
	doubts: Doubts,
	signal: AbortSignal,
	bounds: Bounds,
): Promise<Told> {
	const known: Task = { ...ref, status: 'running', outputs: [], details: {} };
	const request = session.adapter.status(ref);
	const told = await askAbout(session, 'status', request, known, doubts, signal, bounds);
	if (!('task' in told) || !isFinal(told.task)) return told;
	return await askResult(session, told.task, doubts, signal, bounds);
}

/** Reads a task, with its outputs when it is done. Buys nothing. Throws a `Problem` that names the task. */
export async function getTask(
	session: Session,
	ref: TaskRef,
	signal: AbortSignal,
	maxBytes?: number,
): Promise<Task> {
	const doubts = doubtsOf(session.clock);
	for (let attempt = 1; ; attempt++) {
		const told = await readOnce(session, ref, doubts, signal, { maxBytes });
		if ('task' in told) return told.task;
		const doubted = doubts.status.open || doubts.result.open;
		if (signal.aborted || (!doubted && attempt >= limits().callTries)) throw told.problem;
		await session.clock.sleep(pauseBefore(attempt, told.pauseMs, limits(), Math.random()), signal);
	}
}

export type CancelOutcome =
	| 'cancelled'
	/** It was over before the cancel arrived; its pictures are left alone. */
	| 'finished'
	/** This gateway has no cancel. */
	| 'unsupported';

/** Replicate answers a cancel with the task, which may have been over already (providers.md 1.3). */
function endedBefore({ adapter }: Session, answer: Answer, ref: TaskRef): boolean {
	try {
		const { status } = adapter.parseTask(answer, ref);
		return status === 'succeeded' || status === 'failed';
	} catch {
		return false;
	}
}

/** A status nobody knows may be that of a finished task. */
function unclear(ref: TaskRef): Problem {
	return badAnswer('Not cancelled, since a cancel deletes and the status says nothing known').of(
		ref,
	);
}

/** Where a cancel deletes, every try looks first: between two of them the task may have finished. */
async function isOver(
	session: Session,
	ref: TaskRef,
	signal: AbortSignal,
	attempt: number,
): Promise<CancelOutcome | 'unclear' | undefined> {
	const { cancelDeletes } = session.adapter;
	if (cancelDeletes === undefined) return undefined;
	try {
		const task = await getTask(session, ref, signal);
		if (isFinal(task)) return 'finished';
		return cancelDeletes.includes(String(task.details.status)) ? undefined : 'unclear';
	} catch (error) {
		const problem = asProblem(error);
		// The answer of an earlier delete was lost.
		if (attempt > 1 && problem.kind === 'taskNotFound') return 'cancelled';
		throw problem;
	}
}

/** Throws a `Problem` where another try is of no use. */
async function cancelOnce(
	session: Session,
	ref: TaskRef,
	signal: AbortSignal,
	attempt: number,
): Promise<CancelOutcome | { readonly pauseMs: number }> {
	const { adapter, place } = session;
	const over = await isOver(session, ref, signal, attempt);
	const last = attempt >= limits().callTries || signal.aborted;
	if (over === 'unclear' && last) throw unclear(ref);
	if (over === 'unclear') return { pauseMs: pauseBefore(attempt, undefined, limits(), 1) };
	if (over !== undefined) return over;
	const { reply, error, answer } = await sendOnce(session, 'cancel', adapter.cancel(ref), signal);
	if (answer !== undefined) return endedBefore(session, answer, ref) ? 'finished' : 'cancelled';
	const again = judge('cancel', endingOf(reply, error)).again === 'yes';
	if (!again || last) throw problemOf(place, 'cancel', reply, error, ref);
	return {
		pauseMs: pauseBefore(attempt, hintMs(reply, error, Date.now()), limits(), Math.random()),
	};
}

/**
 * Asks the provider to give a task up. Where cancel means delete, a task that has finished is left alone.
 * Throws a `Problem` when the provider could not be asked.
 */
export async function cancelTask(
	session: Session,
	ref: TaskRef,
	signal: AbortSignal,
): Promise<CancelOutcome> {
	try {
		for (let attempt = 1; ; attempt++) {
			const outcome = await cancelOnce(session, ref, signal, attempt);
			if (typeof outcome === 'string') return outcome;
			await session.clock.sleep(outcome.pauseMs, signal);
		}
	} catch (error) {
		const problem = asProblem(error);
		if (problem.kind === 'wrongBaseUrl') return 'unsupported';
		if (session.adapter.cancelDeletes !== undefined) throw problem;
		if (problem.kind === 'taskNotFound' && !session.place.official) return 'unsupported';
		// fal answers 400 ALREADY_COMPLETED (providers.md 2.3).
		if (problem.kind === 'rejected') return 'finished';
		throw problem;
	}
}

/**
 * How an image of this size reaches the model: inside the request, or by the provider's upload.
 * Throws a `Problem` (invalidInput) that says the size and the way out where there is none.
 */
export function wayFor({ adapter, place }: Session, size: number, label: string) {
	const { inlineBytes, uploadBytes } = limits();
	if (size <= inlineBytes) return 'inline';
	const megabytes = (size / 1024 / 1024).toFixed(1);
	const { upload, parseUpload } = adapter;
	if (!place.official || upload === undefined || parseUpload === undefined) {
		throw invalidInput(
			`${label} has ${megabytes} MB, and ${place.host} takes images up to ${inlineBytes / 1024} kB inside a request and has no upload`,
			'Make the image smaller, or put it at a public address and give its URL.',
		);
	}
	if (size > uploadBytes) {
		throw invalidInput(
			`${label} has ${megabytes} MB; at most ${uploadBytes / 1024 / 1024} MB can be uploaded`,
			'Make the image smaller.',
		);
	}
	return { upload, parseUpload };
}

/**
 * What a model is given for a start image: a data URI when small, else a URL at the provider's storage.
 * Throws a `Problem`.
 */
export async function placeImage(
	session: Session,
	file: UploadFile,
	label: string,
	signal: AbortSignal,
): Promise<string> {
	const way = wayFor(session, file.bytes.byteLength, label);
	if (way === 'inline') {
		return `data:${file.mimeType};base64,${Buffer.from(file.bytes).toString('base64')}`;
	}
	const { place } = session;
	const answer = await ask(session, 'upload', way.upload(file), signal);
	const ticket = way.parseUpload(answer.body, file);
	if (ticket.put !== undefined) {
		const reply = await putUpload(ticket.put, file.bytes, session.endpoint, signal);
		const good = reply.type === 'answer' && reply.status >= 200 && reply.status < 300;
		// Another host answers here, which is named in place of the provider.
		const there = { ...place, host: new URL(ticket.put.url).host, official: false };
		if (!good) throw problemOf(there, 'upload', reply);
	}
	return ticket.url;
}
