import { ExecuteContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { additionalData } from '../../sandbox/runner/additionalData';
import { CredentialsFromMap } from '../../sandbox/runner/credentials';
import { startEngine } from '../../sandbox/runner/engine';
import { nodeTypes } from '../../sandbox/runner/nodeTypes';
import { loadPackage } from '../../sandbox/runner/package';
import type { ImageNode } from './harness';

function nodeOf(type: ImageNode, parameters: IDataObject, settings: Partial<INode>): INode {
	return {
		id: 'tool',
		name: 'Images',
		type: `n8n-nodes-flux-lora.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: { [`${type}Api`]: { id: null, name: `${type}Api` } },
		...settings,
	};
}

/** One call of a node as n8n's Agents make it: no workflow id, no execution, no `executionData`. */
export async function runBare(
	type: ImageNode,
	parameters: IDataObject,
	credential: ICredentialDataDecryptedObject,
	settings: Partial<INode> = {},
): Promise<INodeExecutionData[][]> {
	await startEngine({});
	const loaded = await loadPackage();
	const node = nodeOf(type, parameters, settings);
	const types = nodeTypes(loaded);
	const nodeType = types.getByNameAndVersion(node.type, 1);
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: types,
	});
	const data = additionalData({
		executionId: undefined as never,
		hooks: undefined as never,
		credentialsHelper: new CredentialsFromMap({ [`${type}Api`]: credential }, loaded),
	});
	const items = [{ json: { chatInput: 'draw a castle' } }];
	const input = { main: [items] };
	const context = new ExecuteContext(
		workflow,
		node,
		data,
		'internal',
		createEmptyRunExecutionData(),
		0,
		items,
		input,
		{ node, data: input, source: null },
		[],
	);
	return (await nodeType.execute?.call(context)) as INodeExecutionData[][];
}
