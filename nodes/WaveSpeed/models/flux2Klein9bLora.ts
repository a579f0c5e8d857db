import { defineModel } from '../../shared/model';
import { textToImage } from './fields/flux2';

export const flux2Klein9bLora = defineModel({
	id: 'wavespeed-ai/flux-2-klein-9b/text-to-image-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-9b/text-to-image-lora',
	name: 'FLUX.2 Klein 9B LoRA',
	summary: 'Up to three LoRAs of FLUX.2 Klein 9B, about 4 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-9b/text-to-image-lora',
	seconds: 4,
	family: 'klein9b',
	fields: textToImage,
});
