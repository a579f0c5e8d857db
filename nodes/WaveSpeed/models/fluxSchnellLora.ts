import { defineModel } from '../../shared/model';
import * as common from './fields/common';

export const fluxSchnellLora = defineModel({
	id: 'wavespeed-ai/flux-schnell-lora',
	endpoint: 'wavespeed-ai/flux-schnell-lora',
	name: 'FLUX Schnell LoRA',
	summary: 'Fast and cheap with up to three LoRAs, about 2 seconds',
	docs: 'https://wavespeed.ai/models/wavespeed-ai/flux-schnell-lora',
	seconds: 2,
	family: 'flux1',
	fields: [
		common.prompt,
		common.loras,
		common.size,
		common.numImages,
		common.image,
		common.maskImage,
		common.strength(0),
		common.seed,
		common.outputFormat,
		common.base64Output,
		common.safetyChecker,
	],
});
