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
export const flux2Klein4bLoraEdit = defineModel({
	id: 'wavespeed-ai/flux-2-klein-4b/edit-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-4b/edit-lora',
	name: 'FLUX.2 Klein 4B LoRA, Edit',
	summary: 'Edits images by a prompt, with up to three LoRAs of FLUX.2 Klein 4B, about 4 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-4b/edit-lora',
	seconds: 4,
	family: 'klein4b',
	fields: [prompt, images, loras, sizeOfImage, seed, outputFormat, base64Output],
});
