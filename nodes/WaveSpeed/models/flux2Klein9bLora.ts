import { defineModel } from '../../shared/model';
import { base64Output, loras, outputFormat, prompt, seed, size } from './fields/common';

/** Known of its inputs; the rest is asked live (models.md 1.3). */
export const flux2Klein9bLora = defineModel({
	id: 'wavespeed-ai/flux-2-klein-9b/text-to-image-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-9b/text-to-image-lora',
	name: 'FLUX.2 Klein 9B LoRA',
	summary: 'Up to three LoRAs of FLUX.2 Klein 9B, about 4 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-9b/text-to-image-lora',
	seconds: 4,
	family: 'klein9b',
	fields: [prompt, loras, size, seed, outputFormat, base64Output],
});
