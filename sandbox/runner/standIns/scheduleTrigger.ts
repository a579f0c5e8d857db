import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { standIn } from './description';

/** Stand-in for Schedule Trigger: it lets the workflow load; the runner starts at the manual one. */
export const scheduleTriggerStandIn: INodeType = {
	description: standIn('scheduleTrigger', [], { group: ['trigger'], inputs: [] }),
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};
