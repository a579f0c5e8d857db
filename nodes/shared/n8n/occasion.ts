import type { IExecuteFunctions, INode } from 'n8n-workflow';

import { openMemory, type Memory } from '../money/memory';
import type { EgressFilter } from '../net/egress';

/**
 * What n8n tells about a call of the node. Each part may be missing: n8n's Agents run a node without a
 * workflow, an execution or a context (n8n.md 10).
 */
export interface Occasion {
	/** Absent where n8n keeps no execution. */
	readonly executionId?: string;
	readonly stop?: AbortSignal;
	/** What is stored can be fetched, and is deleted with its execution. */
	readonly keepsFiles: boolean;
	/** What comes back is read by a language model. */
	readonly forModel: boolean;
	openMemory(): Memory;
	/** Older n8n versions have no hints. */
	hint(type: 'info' | 'warning', message: string): void;
}

/** n8n's own bounds of Max. Tries. */
const TRIES = { least: 2, most: 5, default: 3 };

type Store = Record<string, unknown>;

/**
 * A tool's tries have a run index each, and calls of one tool run side by side, but all tries of a call
 * share the object of the model's arguments (n8n-core's `makeHandleToolInvocation`). Owner: the process;
 * key: that object; lifetime: its own.
 */
const calls = new WeakMap<object, Store>();

function callStore(call: object): Store {
	const store = calls.get(call) ?? {};
	calls.set(call, store);
	return store;
}

/** n8n throws where it has not what is asked for. */
function known<T>(ask: () => T): T | undefined {
	try {
		return ask();
	} catch {
		return undefined;
	}
}

/** AI Agent 3 runs its tools as ordinary nodes, and marks them so; n8n's Agents take the type's tool form. */
const isToolNode = ({ type, rewireOutputLogTo }: INode) =>
	rewireOutputLogTo !== undefined || type.endsWith('Tool');

function memoryOf(context: IExecuteFunctions, executionId: string | undefined): Memory {
	const { retryOnFail = false, maxTries = TRIES.default } = context.getNode();
	const shared = executionId === undefined ? undefined : known(() => context.getContext('node'));
	const call = context.isToolExecution?.() === true ? context.getInputData()[0]?.json : undefined;
	const round = known(() => Number(context.getWorkflowDataProxy(0).$runIndex)) ?? 0;
	const tries = {
		executionId: executionId ?? '',
		runIndex: call === undefined ? round : 0,
		retryOnFail: retryOnFail && shared !== undefined,
		maxTries: Math.min(TRIES.most, Math.max(TRIES.least, maxTries)),
		byPerson: context.getMode() === 'retry',
	};
	if (shared === undefined) return openMemory({}, tries);
	return openMemory(shared, tries, call === undefined ? shared : callStore(call));
}

/** The one place that asks n8n which execution, which try, which memory and which stop. */
export function occasionOf(context: IExecuteFunctions): Occasion {
	const executionId = known(() => context.getExecutionId()) || undefined;
	const tool = context.isToolExecution?.() === true || isToolNode(context.getNode());
	return {
		executionId,
		stop: known(() => context.getExecutionCancelSignal()),
		keepsFiles: !tool && executionId !== undefined,
		forModel: tool || executionId === undefined,
		openMemory: () => memoryOf(context, executionId),
		hint(type, message) {
			if (typeof context.addExecutionHints !== 'function') return;
			context.addExecutionHints({ message, type, location: 'outputPane' });
		},
	};
}

/** n8n's own protection; present in n8n-core 2.30 and newer (n8n.md 3). */
export function filterOf(helpers: object): EgressFilter | undefined {
	const { getSecureEgressFilter } = helpers as { readonly getSecureEgressFilter?: () => unknown };
	return getSecureEgressFilter?.() as EgressFilter | undefined;
}
