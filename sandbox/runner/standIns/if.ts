import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { standIn } from './description';

const properties = [
	{ name: 'conditions', displayName: 'Conditions', type: 'filter' as const, default: {} },
];

/** Stand-in for If: n8n-core itself evaluates a filter parameter. */
export const ifStandIn: INodeType = {
	description: standIn('if', properties, { outputs: ['main', 'main'] }),
	async execute(this: IExecuteFunctions) {
		const sorted: [INodeExecutionData[], INodeExecutionData[]] = [[], []];
		this.getInputData().forEach((item, i) => {
			const holds = this.getNodeParameter('conditions', i, false, { extractValue: true });
			sorted[holds === true ? 0 : 1].push({ ...item, pairedItem: { item: i } });
		});
		return sorted;
	},
};
