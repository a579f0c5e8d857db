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
import { replicateCatalog } from './replicateCatalog';
import { replicateModels } from './models/index';
import { replicateAdapter } from './replicate';

const service: Service = {
	provider: 'replicate',
	title: 'Replicate',
	credential: 'replicateImageApi',
	models: replicateModels,
	adapter: replicateAdapter,
	catalog: replicateCatalog,
};

export class ReplicateImage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Replicate Image',
		name: 'replicateImage',
		icon: { light: 'file:../../icons/replicate.svg', dark: 'file:../../icons/replicate.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(replicateModels),
		description: 'Make images from prompts with FLUX and your LoRAs at Replicate',
		defaults: { name: 'Replicate Image' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'replicateImageApi', required: true, testedBy: 'testKey' }],
		properties: nodeProperties({
			title: 'Replicate',
			models: replicateModels,
			defaultModel: 'black-forest-labs/flux-dev-lora',
			exampleModel: 'black-forest-labs/flux-1.1-pro',
			kept: 'Replicate deletes them after 1 hour',
			stops: 'Replicate is told the deadline as well, and stops by itself.',
		}),
	};

	methods = nodeMethods(service);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, service);
	}
}
