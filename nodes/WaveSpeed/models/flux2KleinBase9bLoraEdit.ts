import { defineModel } from '../../shared/model';
import { edit } from './fields/flux2';

export const flux2KleinBase9bLoraEdit = defineModel({
	id: 'wavespeed-ai/flux-2-klein-base-9b/edit-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-base-9b/edit-lora',
	name: 'FLUX.2 Klein Base 9B LoRA, Edit',
	summary:
		'Edits images by a prompt, with up to three LoRAs of FLUX.2 Klein Base 9B, about 8 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-base-9b/edit-lora',
	seconds: 8,
	family: 'klein9b',
	fields: edit,
});
