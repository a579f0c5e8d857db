import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { standIn } from './description';

const properties = [
	{ name: 'fieldToSplitOut', displayName: 'Field', type: 'string' as const, default: '' },
	{ name: 'include', displayName: 'Include', type: 'string' as const, default: 'noOtherFields' },
];

/** Stand-in for Split Out: one row per entry of a list. */
export const splitOutStandIn: INodeType = {
	description: standIn('splitOut', properties),
	async execute(this: IExecuteFunctions) {
		const rows = this.getInputData().flatMap((item, i) => {
			const field = this.getNodeParameter('fieldToSplitOut', i) as string;
			const { [field]: list, ...others } = item.json;
			const kept = this.getNodeParameter('include', i) === 'allOtherFields' ? others : {};
			return (list as IDataObject[]).map((entry) => ({
				json: { ...kept, ...(typeof entry === 'object' ? entry : { [field]: entry }) },
				pairedItem: { item: i },
			}));
		});
		return [rows];
	},
};
