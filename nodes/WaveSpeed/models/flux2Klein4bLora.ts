import { defineModel } from '../../shared/model';
import { textToImage } from './fields/flux2';

export const flux2Klein4bLora = defineModel({
	id: 'wavespeed-ai/flux-2-klein-4b/text-to-image-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-4b/text-to-image-lora',
	name: 'FLUX.2 Klein 4B LoRA',
	summary: 'Up to three LoRAs of FLUX.2 Klein 4B, about 3 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-4b/text-to-image-lora',
	seconds: 3,
	family: 'klein4b',
	fields: textToImage,
});
