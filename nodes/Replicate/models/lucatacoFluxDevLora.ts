import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { huggingFaceLora, version } from './fields/lora';

export const lucatacoFluxDevLora = defineModel({
	id: 'lucataco/flux-dev-lora',
	endpoint: 'lucataco/flux-dev-lora',
	name: 'FLUX Dev LoRA (Lucataco)',
	summary: 'A community version that gateways often list, one LoRA, about 10 seconds',
	docs: 'https://replicate.com/lucataco/flux-dev-lora',
	seconds: 10,
	family: 'flux1',
	notice: 'This community model takes one LoRA, and CivitAI links often fail here.',
	fields: [
		common.prompt,
		huggingFaceLora,
		common.aspectRatio,
		common.numOutputs,
		version(
			'lucataco/flux-dev-lora:091495765fa5ef2725a175a57b276ec30dc9d39c22d30410f2ede68a3eab66b3',
		),
		common.startImage,
		common.promptStrength,
		common.steps(50, 28),
		common.guidance('guidance_scale', 3.5),
		...common.output,
	],
});
