import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxKreaDevLora = defineModel({
	id: 'wavespeed-ai/flux-krea-dev-lora',
	endpoint: 'wavespeed-ai/flux-krea-dev-lora',
	name: 'FLUX Krea Dev LoRA',
	summary: 'Photographic look, with up to three LoRAs of FLUX.1 Krea, about 6 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-krea-dev-lora',
	seconds: 6,
	family: 'krea',
	fields: [
		common.prompt,
		common.loras,
		common.size,
		common.image,
		common.strength(0),
		common.guidance(3.5),
		common.seed,
		common.outputFormat,
		common.base64Output,
	],
});
