import { defineModel } from '../../shared/model';
import { edit } from './fields/flux2';

export const flux2DevLoraEdit = defineModel({
	id: 'wavespeed-ai/flux-2-dev/edit-lora',
	endpoint: 'wavespeed-ai/flux-2-dev/edit-lora',
	name: 'FLUX.2 Dev LoRA, Edit',
	summary: 'Edits images by a prompt, with up to three LoRAs of FLUX.2 Dev, about 10 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-2-dev/edit-lora',
	seconds: 10,
	family: 'flux2',
	fields: edit,
});
