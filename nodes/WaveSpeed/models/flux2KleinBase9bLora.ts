import { defineModel } from '../../shared/model';
import { textToImage } from './fields/flux2';

export const flux2KleinBase9bLora = defineModel({
	id: 'wavespeed-ai/flux-2-klein-base-9b/text-to-image-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-base-9b/text-to-image-lora',
	name: 'FLUX.2 Klein Base 9B LoRA',
	summary: 'Up to three LoRAs of FLUX.2 Klein Base 9B, about 7 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-base-9b/text-to-image-lora',
	seconds: 7,
	family: 'klein9b',
	fields: textToImage,
});
