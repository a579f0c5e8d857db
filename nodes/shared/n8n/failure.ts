import {
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { Charged, Problem, ProblemKind } from '../problem';
import type { Provider, Task, TaskRef } from '../task';

/** What a failed row says beside its problem. */
export interface FailureContext {
	readonly provider: Provider;
	readonly item: number;
	readonly model: string | null;
	readonly prompt: string | null;
}

/** The `details` of a failed row. */
export interface Facts {
	readonly kind: ProblemKind;
	readonly charged: Charged;
	readonly safeToRetry: boolean;
	readonly nextStep: string;
	readonly taskId: string | null;
	readonly provider: Provider;
	readonly model: string | null;
	readonly status: string | null;
	readonly prompt: string | null;
}

export function factsOf(problem: Problem, { provider, model, prompt }: FailureContext): Facts {
	const { kind, charged, safeToRetry, nextStep, task, status } = problem;
	return {
		...{ kind, charged, safeToRetry, nextStep, taskId: task?.id ?? null, provider },
		...{ model: task?.model ?? model, status: status ?? null, prompt },
	};
}

/**
 * A failed row. Its keys lie within `error`, `message` and `details`, else n8n does not route it to the
 * error output; a plain `item.error` erases the facts (n8n.md 5).
 */
export function failedRow(problem: Problem, context: FailureContext): INodeExecutionData {
	const details = { ...factsOf(problem, context) } satisfies IDataObject;
	return { json: { error: problem.message, details }, pairedItem: { item: context.item } };
}

/**
 * Up to 2.33 n8n sends a row with `details` to the error output only when `item.error` is set, and then
 * writes over the json of what still has it. Hidden, it is seen by the first and lost in the copy that
 * n8n makes, so the facts stay (tried on n8n-core 1.100, 1.122, 2.1, 2.27 and 2.41).
 */
export function routed(row: INodeExecutionData, problem: Problem, node: INode): INodeExecutionData {
	if (node.onError !== 'continueErrorOutput') return row;
	const value = new NodeOperationError(node, problem.message);
	return Object.defineProperty(row, 'error', { value, enumerable: false, writable: true });
}

const bills = {
	no: 'Nothing was charged for it.',
	yes: 'The provider charges for it.',
	unknown: 'It may have been charged.',
} as const;

/**
 * The error of a node without Continue On Fail. n8n drops every row with it, so it lists each other task
 * that was bought; a retry takes them up again.
 */
export function nodeError(
	node: INode,
	failed: { readonly item: number; readonly problem: Problem; readonly bill?: string },
	tasks: ReadonlyMap<number, TaskRef & { readonly status?: Task['status'] }>,
	unknown: ReadonlyMap<number, Problem> = new Map(),
): NodeOperationError {
	const { item, problem } = failed;
	const own = problem.task?.id ?? tasks.get(item)?.id;
	const named = own === undefined || problem.message.includes(own) ? '' : ` Its task: ${own}.`;
	const others = [...tasks].filter(([index]) => index !== item).sort(([a], [b]) => a - b);
	const lines = others.map(
		([index, { id, model, status }]) =>
			`item ${index}: ${id} (${[model, status].filter((word) => word !== undefined).join(', ')})`,
	);
	const list =
		lines.length === 0
			? ''
			: ` Tasks bought for other items, which a retry takes up again without paying twice: ${lines.join('; ')}.`;
	const lost = [...unknown].filter(([index]) => index !== item && !tasks.has(index));
	const doubts = lost.map(([index, { message }]) => ` Item ${index}: ${message}.`).join('');
	const error = new NodeOperationError(node, problem.message, {
		itemIndex: item,
		description: `${failed.bill ?? bills[problem.charged]} ${problem.nextStep}${named}${list}${doubts}`,
	});
	// n8n puts words of its own in place of a message that holds a code such as ECONNRESET, among them
	// "you can retry the request immediately", which may pay twice.
	error.message = problem.message;
	return error;
}
