import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { standIn } from './description';

/** Stand-in for Wait: nothing is parked here, the rows go on at once. */
export const waitStandIn: INodeType = {
	description: standIn('wait', []),
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};
