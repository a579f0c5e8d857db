import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { filesOf } from './startImage';

/** Before a column of ours whose name the item has already, and before a file of the item's. */
const PREFIX = { column: 'generated', file: 'input' } as const;

/** A free name: `generated_seed`, `generated2_seed`, … */
function freeName(name: string, prefix: string, taken: object): string {
	if (!(name in taken)) return name;
	for (let number = 1; ; number++) {
		const other = `${prefix}${number === 1 ? '' : number}_${name}`;
		if (!(other in taken)) return other;
	}
}

/**
 * The item's fields that belong to it: not its files, which come along by themselves, and not what an earlier
 * node of ours said about another task, which would be taken for this one's. n8n takes a row with a key
 * `error` for a failed one.
 */
function fieldsOf({ json }: INodeExecutionData): IDataObject {
	const { error: _error, _files, ...fields } = json;
	const { details } = fields;
	const failed = typeof details === 'object' && details !== null && 'safeToRetry' in details;
	const earlier = typeof fields.taskId === 'string' && typeof fields.provider === 'string';
	if (failed || earlier) delete fields.details;
	if (earlier) delete fields.images;
	return fields;
}

/** The item's values keep their names; a column of ours that would hide one has a prefix. */
export function besideFields(item: INodeExecutionData, own: IDataObject): IDataObject {
	const fields = fieldsOf(item);
	const all: IDataObject = { ...fields };
	for (const [name, value] of Object.entries(own)) {
		all[freeName(name, PREFIX.column, fields)] = value;
	}
	return all;
}

/** Our files keep their names, since the form names them; a file of the item's that they would hide has a prefix. */
export function besideFiles(
	item: INodeExecutionData,
	own: Readonly<Record<string, IBinaryData>>,
): Record<string, IBinaryData> {
	const files = Object.entries(filesOf(item)).map(
		([name, file]) => [freeName(name, PREFIX.file, own), file] as const,
	);
	return { ...Object.fromEntries(files), ...own };
}

/** A failed row with what its item brought; in a row for the error output n8n puts the fields in by itself. */
export function failedBeside(
	row: INodeExecutionData,
	item: INodeExecutionData,
	routed: boolean,
): INodeExecutionData {
	const files = filesOf(item);
	const { message: _message, details: _details, ...fields } = fieldsOf(item);
	const json = routed ? row.json : { ...fields, ...row.json };
	return Object.keys(files).length === 0
		? { ...row, json }
		: { ...row, json, binary: { ...files } };
}
