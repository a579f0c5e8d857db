import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/** A stand-in's description: the real node's name and versions, and a display name that says what it is. */
export function standIn(
	name: string,
	properties: INodeProperties[],
	more: Partial<INodeTypeDescription> = {},
): INodeTypeDescription {
	return {
		name,
		displayName: `Stand-in for n8n's "${name}"`,
		description: 'Only what the examples of this package use',
		group: ['transform'],
		version: [1, 1.1, 1.2, 2, 2.1, 2.2, 3, 3.1, 3.2, 3.3, 3.4],
		defaults: { name },
		inputs: ['main'],
		outputs: ['main'],
		properties,
		...more,
	};
}
