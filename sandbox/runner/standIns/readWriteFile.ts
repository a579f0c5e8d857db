import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { standIn } from './description';

const text = (name: string, fallback: string) => ({
	...{ name, displayName: name, type: 'string' as const, default: fallback },
});

/** Stand-in for Write Files to Disk: into the one folder the runner allows, whatever folder is named. */
export const readWriteFileStandIn: INodeType = {
	description: standIn('readWriteFile', [text('fileName', ''), text('dataPropertyName', 'data')]),
	async execute(this: IExecuteFunctions) {
		const rows = this.getInputData().map(async (item, i) => {
			const name = basename(this.getNodeParameter('fileName', i) as string);
			const fileName = join(process.env.N8N_RESTRICT_FILE_ACCESS_TO ?? '', name);
			const field = this.getNodeParameter('dataPropertyName', i) as string;
			const { id } = this.helpers.assertBinaryData(i, field);
			const bytes = id === undefined ? [] : await this.helpers.getBinaryStream(id);
			await pipeline(Readable.from(bytes), createWriteStream(fileName));
			return { ...item, json: { ...item.json, fileName }, pairedItem: { item: i } };
		});
		return [await Promise.all(rows)];
	},
};
