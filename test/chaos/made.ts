import { spots } from '../engine/spots';
import type { Plan } from './plan';
import type { Lane } from './run';

/** A task that was made, wherever. */
export interface Made {
	readonly id: string;
	readonly prompt: string;
	readonly at: number;
	/** It brought or may still bring its pictures, so that buying it again pays twice. */
	readonly live: boolean;
}

/** fal's result with a status and a reason, time after time, says that the job failed. */
function saysFailed({ counter, cards }: Plan): boolean {
	if (spots[counter].node !== 'falImage') return false;
	return cards.some(
		(card) =>
			card.on === 'sandbox' &&
			(card.step === 'result' || card.step === 'status') &&
			card.fault.kind === 'status' &&
			[400, 500].includes(card.fault.status) &&
			(card.times ?? 1) >= 3,
	);
}

/** The tasks of the lane's present run, at the sandbox and at the liar. */
export function madeIn(lane: Lane): Made[] {
	const now = Date.now();
	const deniedThere = lane.plan !== undefined && saysFailed(lane.plan);
	const atSandbox = lane.shop.sandbox.tasks().map((task) => {
		const gone =
			task.outcome.status === 'failed' ||
			task.canceledAt !== undefined ||
			task.deletedAt !== undefined ||
			(task.deadline !== undefined && task.deadline <= Math.min(now, task.endsAt)) ||
			task.expiresAt <= now ||
			deniedThere;
		return { id: task.id, prompt: task.prompt, at: task.createdAt, live: !gone };
	});
	// What a liar says of a task is all that can be known of it.
	const denied = lane.plan?.cards.some(
		(card) => card.on === 'liar' && ['taskFailed', 'refused'].includes(card.row),
	);
	const atLiar = lane.liar.tasks.map((task) => ({ ...task, live: denied !== true }));
	return [...atSandbox, ...atLiar];
}
