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
import { waveSpeedCatalog } from './waveSpeedCatalog';
import { waveSpeedModels } from './models/index';
import { waveSpeedAdapter } from './waveSpeed';

const service: Service = {
	provider: 'wavespeed',
	title: 'WaveSpeed',
	credential: 'waveSpeedImageApi',
	models: waveSpeedModels,
	adapter: waveSpeedAdapter,
	catalog: waveSpeedCatalog,
};

export class WaveSpeedImage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WaveSpeed Image',
		name: 'waveSpeedImage',
		icon: { light: 'file:../../icons/wavespeed.svg', dark: 'file:../../icons/wavespeed.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(waveSpeedModels),
		description: 'Make images from prompts with FLUX and your LoRAs at WaveSpeed',
		defaults: { name: 'WaveSpeed Image' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'waveSpeedImageApi', required: true, testedBy: 'testKey' }],
		properties: nodeProperties({
			title: 'WaveSpeed',
			models: waveSpeedModels,
			defaultModel: 'wavespeed-ai/flux-dev-lora',
			exampleModel: 'wavespeed-ai/qwen-image/text-to-image',
			kept: 'WaveSpeed deletes them after 7 days',
			priced: true,
			stops: 'WaveSpeed deletes the task and may still charge for it.',
		}),
	};

	methods = nodeMethods(service);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeNode(this, service);
	}
}
