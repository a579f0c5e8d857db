import { defineModel } from '../../shared/model';
import { textToImage } from './fields/flux2';

export const flux2DevLora = defineModel({
	id: 'wavespeed-ai/flux-2-dev/text-to-image-lora',
	endpoint: 'wavespeed-ai/flux-2-dev/text-to-image-lora',
	name: 'FLUX.2 Dev LoRA',
	summary: 'Up to three LoRAs of FLUX.2 Dev, about 8 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-dev/text-to-image-lora',
	seconds: 8,
	family: 'flux2',
	fields: textToImage,
});
