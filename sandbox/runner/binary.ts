import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';

export interface Picture {
	readonly field: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: Buffer;
}

/** What lies in n8n's binary store for a row. */
export async function picturesOf(row: INodeExecutionData): Promise<Picture[]> {
	const store = Container.get(BinaryDataService);
	const fields = Object.entries(row.binary ?? {});
	return await Promise.all(
		fields.map(async ([field, data]) => ({
			field,
			fileName: data.fileName ?? field,
			mimeType: data.mimeType,
			bytes: await store.getAsBuffer(data),
		})),
	);
}
