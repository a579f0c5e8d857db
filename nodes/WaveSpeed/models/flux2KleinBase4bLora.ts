import { defineModel } from '../../shared/model';
import { base64Output, loras, outputFormat, prompt, seed, size } from './fields/common';

/** Known of its inputs; the rest is asked live (models.md 1.3). */
export const flux2KleinBase4bLora = defineModel({
	id: 'wavespeed-ai/flux-2-klein-base-4b/text-to-image-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-base-4b/text-to-image-lora',
	name: 'FLUX.2 Klein Base 4B LoRA',
	summary: 'Up to three LoRAs of FLUX.2 Klein Base 4B, about 5 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-base-4b/text-to-image-lora',
	seconds: 5,
	family: 'klein4b',
	fields: [prompt, loras, size, seed, outputFormat, base64Output],
});
