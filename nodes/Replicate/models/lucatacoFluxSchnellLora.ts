import { defineModel } from '../../shared/model';
import * as common from './fields/common';
import { huggingFaceLora, version } from './fields/lora';

export const lucatacoFluxSchnellLora = defineModel({
	id: 'lucataco/flux-schnell-lora',
	endpoint: 'lucataco/flux-schnell-lora',
	name: 'FLUX Schnell LoRA (Lucataco)',
	summary: 'A community version that gateways often list, fast, one LoRA, about 3 seconds',
	docs: 'https://replicate.com/lucataco/flux-schnell-lora',
	seconds: 3,
	family: 'flux1',
	notice: 'This community model takes one LoRA, and CivitAI links often fail here.',
	fields: [
		common.prompt,
		huggingFaceLora,
		common.aspectRatio,
		common.numOutputs,
		version(
			'lucataco/flux-schnell-lora:2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574',
		),
		common.startImage,
		common.promptStrength,
		common.steps(12, 4),
		...common.output,
	],
});
