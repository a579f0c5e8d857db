import { defineModel } from '../../shared/model';
import { textToImage } from './fields/flux2';

export const flux2KleinBase4bLora = defineModel({
	id: 'wavespeed-ai/flux-2-klein-base-4b/text-to-image-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-base-4b/text-to-image-lora',
	name: 'FLUX.2 Klein Base 4B LoRA',
	summary: 'Up to three LoRAs of FLUX.2 Klein Base 4B, about 5 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-base-4b/text-to-image-lora',
	seconds: 5,
	family: 'klein4b',
	fields: textToImage,
});
