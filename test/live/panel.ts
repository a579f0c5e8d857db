import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type ICredentialDataDecryptedObject,
	type INodeListSearchResult,
	type INodeType,
	type ResourceMapperField,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { additionalData } from '../../sandbox/runner/additionalData';
import { CredentialsFromMap } from '../../sandbox/runner/credentials';
import { startEngine } from '../../sandbox/runner/engine';
import { nodeTypes } from '../../sandbox/runner/nodeTypes';
import { loadPackage } from '../../sandbox/runner/package';
import type { ImageNode } from '../engine/harness';
import type { Stage } from '../nodes/stage';

/** What the editor asks a node for while its panel is open, through n8n's own context. */
export interface Panel {
	search(method: string, words?: string, from?: string): Promise<INodeListSearchResult>;
	inputs(method: string): Promise<ResourceMapperFields>;
}

export async function openPanel(
	type: ImageNode,
	parameters: IDataObject,
	credential: ICredentialDataDecryptedObject,
	path = 'parameters.anyModel',
): Promise<Panel> {
	await startEngine();
	const loaded = await loadPackage();
	const credentialType = `${type}Api`;
	const node = {
		...{ id: 'panel', name: 'Images', type: `n8n-nodes-flux-lora.${type}`, typeVersion: 1 },
		position: [0, 0] as [number, number],
		parameters: parameters as never,
		credentials: { [credentialType]: { id: null, name: credentialType } },
	};
	const workflow = new Workflow({
		id: 'panel',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes(loaded),
	});
	const data = additionalData({
		executionId: 'panel',
		hooks: undefined as never,
		credentialsHelper: new CredentialsFromMap({ [credentialType]: credential }, loaded),
	});
	const placed = workflow.getNode('Images');
	if (placed === null) throw new Error('The node is not in the workflow');
	// n8n reads the panel's values from here (its `currentNodeParameters`).
	const context = new LoadOptionsContext(
		workflow,
		placed,
		{ ...data, currentNodeParameters: parameters as never },
		path,
	);
	const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type, 1);
	return panelOf(methods ?? {}, context);
}

function panelOf(methods: NonNullable<INodeType['methods']>, context: LoadOptionsContext): Panel {
	return {
		search: async (method, words, from) => {
			const found = methods.listSearch?.[method];
			if (found === undefined) throw new Error(`No list ${method}`);
			return await found.call(context, words, from);
		},
		inputs: async (method) => {
			const found = methods.resourceMapping?.[method];
			if (found === undefined) throw new Error(`No form ${method}`);
			return await found.call(context);
		},
	};
}

/** The node of each provider's site. */
export const nodeOf = {
	replicate: 'replicateImage',
	fal: 'falImage',
	waveSpeed: 'waveSpeedImage',
} as const;

export type PanelSite = keyof typeof nodeOf;

/** A choice as the editor saves it. */
export const chosen = (value: string, mode = 'list') => ({ __rl: true, mode, value });

/** The form of a model of Any Model's list. */
export async function fieldsOf(
	{ credential }: Pick<Stage, 'credential'>,
	site: PanelSite,
	model: string,
): Promise<readonly ResourceMapperField[]> {
	const panel = await openPanel(nodeOf[site], { anyModel: chosen(model) }, credential(site));
	return (await panel.inputs('modelInput')).fields;
}
