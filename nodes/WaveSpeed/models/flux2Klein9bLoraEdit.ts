import { defineModel } from '../../shared/model';
import { edit } from './fields/flux2';

export const flux2Klein9bLoraEdit = defineModel({
	id: 'wavespeed-ai/flux-2-klein-9b/edit-lora',
	endpoint: 'wavespeed-ai/flux-2-klein-9b/edit-lora',
	name: 'FLUX.2 Klein 9B LoRA, Edit',
	summary: 'Edits images by a prompt, with up to three LoRAs of FLUX.2 Klein 9B, about 5 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-klein-9b/edit-lora',
	seconds: 5,
	family: 'klein9b',
	fields: edit,
});
