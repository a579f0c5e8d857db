import { defineModel } from '../../shared/model';
import { edit } from './fields/flux2';

export const flux2KleinBase4bLoraEdit = defineModel({
	id: 'wavespeed-ai/flux-2-klein-base-4b/edit-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-base-4b/edit-lora',
	name: 'FLUX.2 Klein Base 4B LoRA, Edit',
	summary:
		'Edits images by a prompt, with up to three LoRAs of FLUX.2 Klein Base 4B, about 6 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-base-4b/edit-lora',
	seconds: 6,
	family: 'klein4b',
	fields: edit,
});
