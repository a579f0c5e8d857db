import { defineModel } from '../../shared/model';
import { disableSafetyChecker, prompt, seed } from './fields/common';
import * as klein from './fields/klein';
import { kleinLoras } from './fields/lora';

const fields = [
	prompt,
	kleinLoras,
	klein.kleinAspectRatio,
	klein.inputImages,
	klein.outputMegapixels,
	klein.kleinFormat,
	klein.kleinQuality,
	disableSafetyChecker,
	seed,
] as const;

export const flux2Klein4b = defineModel({
	id: 'black-forest-labs/flux-2-klein-4b-base-lora',
	endpoint: 'black-forest-labs/flux-2-klein-4b-base-lora',
	name: 'FLUX.2 Klein 4B LoRA',
	summary: 'FLUX.2, small and cheap, with LoRAs of klein 4B, makes and edits images',
	docs: 'https://replicate.com/black-forest-labs/flux-2-klein-4b-base-lora',
	seconds: 5,
	family: 'klein4b',
	fields,
});

export const flux2Klein9b = defineModel({
	id: 'black-forest-labs/flux-2-klein-9b-base-lora',
	endpoint: 'black-forest-labs/flux-2-klein-9b-base-lora',
	name: 'FLUX.2 Klein 9B LoRA',
	summary: 'FLUX.2, larger and better, with LoRAs of klein 9B, makes and edits images',
	docs: 'https://replicate.com/black-forest-labs/flux-2-klein-9b-base-lora',
	seconds: 8,
	family: 'klein9b',
	fields,
});
