import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
			const name = basename(String(this.getNodeParameter('fileName', i)));
			const fileName = join(process.env.N8N_RESTRICT_FILE_ACCESS_TO ?? '', name);
			const field = String(this.getNodeParameter('dataPropertyName', i));
			await writeFile(fileName, await this.helpers.getBinaryDataBuffer(i, field));
			return { ...item, json: { ...item.json, fileName }, pairedItem: { item: i } };
		});
		return [await Promise.all(rows)];
	},
};
