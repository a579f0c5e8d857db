import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { standIn } from './description';

/** Stand-in for Manual Trigger: hands on what the run was started with. */
export const manualTriggerStandIn: INodeType = {
	description: standIn('manualTrigger', [], { group: ['trigger'], inputs: [] }),
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};
