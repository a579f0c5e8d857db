import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';
import { picturesOf } from '../runner/binary';
import type { CredentialMap } from '../runner/credentials';
import { runWorkflow, type WorkflowResult } from '../runner/run';
import { imageNodes, type Example } from './examples';

/** One picture of the gallery. */
export interface Shown {
	/** Relative to the output folder. */
	readonly file: string;
	readonly node: string;
	readonly row: IDataObject;
}

export interface Played {
	readonly example: Example;
	readonly shown: readonly Shown[];
	/** The json of rows that failed and went on as rows. */
	readonly failedRows: readonly IDataObject[];
	readonly seconds: number;
	/** Why the workflow failed. */
	readonly error?: string;
}

export interface Stage {
	readonly credentials: CredentialMap;
	readonly outputFolder: string;
	readonly onNode?: (node: string) => void;
}

/** Runs one workflow and writes its pictures below the output folder. */
export async function play(example: Example, stage: Stage): Promise<Played> {
	const began = Date.now();
	const ended = (rest: Omit<Played, 'example' | 'seconds'>): Played => ({
		...{ example, seconds: (Date.now() - began) / 1000 },
		...rest,
	});
	try {
		const result = await runWorkflow(example.workflow, {
			credentials: stage.credentials,
			onNode: (node, event) => event === 'started' && stage.onNode?.(node),
		});
		const shown = await writePictures(example, result, stage.outputFolder);
		const failedRows = rowsOf(example, result).filter(({ row }) => row.json.error !== undefined);
		const error = failureOf(result.run) ?? (shown.length === 0 ? 'No picture came out' : undefined);
		return ended({ shown, failedRows: failedRows.map(({ row }) => row.json), error });
	} catch (thrown) {
		const error = thrown instanceof Error ? thrown.message : String(thrown);
		return ended({ shown: [], failedRows: [], error });
	}
}

function failureOf({ status, data }: IRun): string | undefined {
	if (status === 'success') return undefined;
	const { error, lastNodeExecuted } = data.resultData;
	const words = [error?.message ?? status, error?.description ?? ''].filter((part) => part !== '');
	return `${lastNodeExecuted ?? 'The workflow'}: ${words.join('. ')}`;
}

function rowsOf(example: Example, result: WorkflowResult) {
	return imageNodes(example).flatMap(({ name: node }) =>
		result
			.outputs(node)
			.flat()
			.map((row) => ({ node, row })),
	);
}

async function writePictures(
	example: Example,
	result: WorkflowResult,
	outputFolder: string,
): Promise<Shown[]> {
	await mkdir(join(outputFolder, example.name), { recursive: true });
	const shown: Shown[] = [];
	for (const { node, row } of rowsOf(example, result)) {
		for (const file of await writeRow(example, row, outputFolder, shown.length)) {
			shown.push({ file, node, row: row.json });
		}
	}
	return shown;
}

async function writeRow(
	{ name }: Example,
	row: INodeExecutionData,
	outputFolder: string,
	before: number,
): Promise<string[]> {
	const pictures = await picturesOf(row);
	return await Promise.all(
		pictures.map(async ({ fileName, bytes }, i) => {
			// Rows of several nodes may carry the same file name.
			const file = join(name, `${String(before + i + 1).padStart(2, '0')}-${fileName}`);
			await writeFile(join(outputFolder, file), bytes);
			return file;
		}),
	);
}
