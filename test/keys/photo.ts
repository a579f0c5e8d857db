import { randomBytes } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { officialSpots } from '../engine/spots';
import { PNG } from './trap';

/** Parameters that take the start image from the binary field of `photo`. */
export const photoFields: Readonly<Record<(typeof officialSpots)[number], IDataObject>> = {
	replicate: { options: { image: 'photo' } },
	fal: { model: 'fal-ai/flux-lora/image-to-image', image_url: 'photo' },
	waveSpeed: { options: { image: 'photo' } },
};

/** An item with a picture that is too large to travel inside a request. */
export function photo(): INodeExecutionData {
	const data = Buffer.concat([PNG, randomBytes(400_000)]).toString('base64');
	return { json: {}, binary: { photo: { data, mimeType: 'image/png' } } };
}
