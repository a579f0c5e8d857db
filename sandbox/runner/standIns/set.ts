import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { standIn } from './description';

const properties = [
	{ name: 'mode', displayName: 'Mode', type: 'string' as const, default: 'raw' },
	{ name: 'jsonOutput', displayName: 'JSON', type: 'json' as const, default: '{}' },
	{
		name: 'includeOtherFields',
		displayName: 'Include Other Input Fields',
		type: 'boolean' as const,
		default: false,
	},
];

/** Stand-in for Edit Fields (Set) in its JSON mode. */
export const setStandIn: INodeType = {
	description: standIn('set', properties),
	async execute(this: IExecuteFunctions) {
		const rows = this.getInputData().map((item, i) => {
			const typed = this.getNodeParameter('jsonOutput', i) as string | IDataObject;
			const json = typeof typed === 'string' ? (JSON.parse(typed) as IDataObject) : typed;
			const kept = this.getNodeParameter('includeOtherFields', i, false) ? item.json : {};
			return { json: { ...kept, ...json }, pairedItem: { item: i } };
		});
		return [rows];
	},
};
