import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { standIn } from './description';

const properties = [
	{ name: 'mode', displayName: 'Mode', type: 'string' as const, default: 'append' },
	{ name: 'numberInputs', displayName: 'Inputs', type: 'number' as const, default: 2 },
];

/** Stand-in for Merge: its Append mode, and Choose Branch with the first input's rows. */
export const mergeStandIn: INodeType = {
	description: standIn('merge', properties, { inputs: ['main', 'main', 'main'] }),
	async execute(this: IExecuteFunctions) {
		if (this.getNodeParameter('mode', 0) === 'chooseBranch') return [this.getInputData(0)];
		const inputs = this.getNodeParameter('numberInputs', 0) as number;
		const rows = Array.from({ length: inputs }, (_, input) =>
			this.getInputData(input).map((item, i) => ({ ...item, pairedItem: { item: i, input } })),
		);
		return [rows.flat()];
	},
};
