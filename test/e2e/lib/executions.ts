import { pause } from './processes';
import { unflatten, type Rest } from './rest';
import type { Workflow } from './workflows';

export interface Binary {
	/** Present in filesystem and database mode. */
	readonly id?: string;
	/** Base64 in memory mode, the mode's name otherwise. */
	readonly data: string;
	readonly mimeType: string;
	readonly fileName?: string;
}

export interface Row {
	readonly json: Readonly<Record<string, unknown>>;
	readonly binary?: Readonly<Record<string, Binary>>;
}

interface TaskData {
	readonly data?: { readonly main: ReadonlyArray<readonly Row[] | null> };
	readonly error?: { readonly message: string; readonly description?: string };
	readonly hints?: ReadonlyArray<{ message: string }>;
}

export interface RunData {
	readonly resultData: {
		readonly runData: Readonly<Record<string, readonly TaskData[]>>;
		readonly error?: { readonly message: string; readonly description?: string };
	};
}

export interface Execution {
	readonly id: string;
	readonly status: string;
	readonly run: RunData;
}

interface Stored {
	readonly id: string;
	readonly status: string;
	readonly data: string;
}

/** The pictures of a row; with the workflow setting `binaryMode: combined` they lie in its json. */
export function filesOf({ json, binary }: Row): Binary[] {
	const combined = json['_files'] as Readonly<Record<string, Binary>> | undefined;
	return Object.values({ ...binary, ...combined });
}

/** Starts a saved workflow as the editor's button does. */
export async function startRun(rest: Rest, workflow: Workflow, trigger?: string): Promise<string> {
	const found = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	const name = trigger ?? found?.name;
	const { executionId } = await rest.post<{ executionId: string }>(
		`/workflows/${workflow.id}/run`,
		{ workflowData: workflow, triggerToStartFrom: { name } },
	);
	return executionId;
}

export async function execution(rest: Rest, id: string): Promise<Execution> {
	const stored = await rest.get<Stored>(`/executions/${id}`);
	return { id, status: stored.status, run: unflatten<RunData>(stored.data) };
}

const going = ['new', 'running', 'waiting'];

export async function finished(rest: Rest, id: string, seconds = 120): Promise<Execution> {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const { status } = await rest.get<Stored>(`/executions/${id}`);
		if (!going.includes(status)) return await execution(rest, id);
		if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${status}`);
		await pause(150);
	}
}

export async function runToEnd(rest: Rest, workflow: Workflow): Promise<Execution> {
	return await finished(rest, await startRun(rest, workflow));
}

/** The rows of a node's output, all rounds together; output 1 is the error output. */
export function rowsOf(run: RunData, node: string, output = 0): Row[] {
	const rounds = run.resultData.runData[node] ?? [];
	return rounds.flatMap(({ data }) => [...(data?.main[output] ?? [])]);
}

export function allRows(run: RunData, nodes: readonly string[]): Row[] {
	return nodes.flatMap((node) => rowsOf(run, node));
}

/** Why an execution failed, in the words a person sees. */
export const failureOf = ({ run }: Execution): string =>
	[run.resultData.error?.message, run.resultData.error?.description].filter(Boolean).join(' — ');

/** The picture, as the editor fetches it. */
export async function bytesOf(rest: Rest, binary: Binary): Promise<Buffer> {
	if (binary.id === undefined) return Buffer.from(binary.data, 'base64');
	const query = new URLSearchParams({
		id: binary.id,
		action: 'download',
		fileName: binary.fileName ?? 'picture',
		mimeType: binary.mimeType,
	});
	return await rest.bytes(`/binary-data?${query.toString()}`);
}
