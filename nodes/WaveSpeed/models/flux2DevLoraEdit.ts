import { defineModel } from '../../shared/model';
import {
	base64Output,
	images,
	loras,
	outputFormat,
	prompt,
	seed,
	sizeOfImage,
} from './fields/common';

/** Known of its inputs; the rest is asked live (models.md 1.3). */
export const flux2DevLoraEdit = defineModel({
	id: 'wavespeed-ai/flux-2-dev/edit-lora',
	endpoint: 'wavespeed-ai/flux-2-dev/edit-lora',
	name: 'FLUX.2 Dev LoRA, Edit',
	summary: 'Edits images by a prompt, with up to three LoRAs of FLUX.2 Dev, about 10 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-dev/edit-lora',
	seconds: 10,
	family: 'flux2',
	fields: [prompt, images, loras, sizeOfImage, seed, outputFormat, base64Output],
});
