import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { executeNode } from '../shared/n8n/execute';
import { nodeProperties } from '../shared/form/form';
import { subtitleOf } from '../shared/form/subtitle';
import { nodeMethods } from '../shared/n8n/methods';
import type { Service } from '../shared/client/service';
import { falCatalog } from './falCatalog';
import { falModels } from './models/index';
import { falAdapter } from './fal';

const service: Service = {
	provider: 'fal',
	title: 'fal',
	credential: 'falImageApi',
	models: falModels,
	adapter: falAdapter,
	catalog: falCatalog,
};

export class FalImage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'fal.ai Image',
		name: 'falImage',
		icon: { light: 'file:../../icons/fal.svg', dark: 'file:../../icons/fal.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(falModels),
		description: 'Make images from prompts with FLUX and your LoRAs at fal.ai',
		defaults: { name: 'fal.ai Image' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'falImageApi', required: true, testedBy: 'testKey' }],
		properties: nodeProperties({
			title: 'fal',
			models: falModels,
			defaultModel: 'fal-ai/flux-lora',
			exampleModel: 'fal-ai/recraft/v3/text-to-image',
			kept: 'fal keeps the answer with their links for 1 hour, and with the images inside for 6 minutes',
			stops: 'fal is told the deadline as well, which limits only how late a task may start.',
			taskModel: 'fal-ai/flux-lora',
		}),
	};

	methods = nodeMethods(service);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, service);
	}
}
