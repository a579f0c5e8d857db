import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Credential } from './credentials';
import { examplesFilesFolder, examplesFolder } from './paths';
import type { Rest } from './rest';

export interface WorkflowNode {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { id: string | null; name: string }>>;
	readonly [more: string]: unknown;
}

export interface WorkflowData {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Workflow extends WorkflowData {
	readonly id: string;
	readonly versionId?: string;
}

export interface Example {
	/** The file's name without its ending. */
	readonly name: string;
	readonly workflow: WorkflowData;
}

/** The examples, writing files where this n8n may. */
export function examples(filesFolder: string): Example[] {
	const files = readdirSync(examplesFolder).filter((file) => file.endsWith('.json'));
	return files.map((file) => {
		const text = readFileSync(join(examplesFolder, file), 'utf8');
		// In expressions alone: the notes on the canvas go on naming the container's folder.
		const moved = text.replaceAll(`"=${examplesFilesFolder}/`, `"=${filesFolder}/`);
		return { name: basename(file, '.json'), workflow: JSON.parse(moved) as WorkflowData };
	});
}

/** As a person chooses the credential in each node after importing. */
export function withCredentials<T extends WorkflowData>(
	workflow: T,
	credentials: readonly Credential[],
): T {
	const chosen = (node: WorkflowNode): WorkflowNode => {
		if (node.credentials === undefined) return node;
		const entries = Object.entries(node.credentials).map(([type, { name }]) => {
			const found = credentials.find((one) => one.type === type && one.name === name);
			if (found === undefined) throw new Error(`No credential is named "${name}"`);
			return [type, { id: found.id, name }] as const;
		});
		return { ...node, credentials: Object.fromEntries(entries) };
	};
	return { ...workflow, nodes: workflow.nodes.map(chosen) };
}

export async function createWorkflow(rest: Rest, workflow: WorkflowData): Promise<Workflow> {
	const settings = { executionOrder: 'v1', ...workflow.settings };
	return await rest.post<Workflow>('/workflows', { ...workflow, settings, active: false });
}
