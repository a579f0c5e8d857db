import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { parameterNames, parseInput, type Input } from '../../nodes/shared/input/schema';
import { nodes } from './nodes';

/** What leaves for a node's parameters, once n8n has filled in the form's defaults. */
export function submitted(parameters: INodeParameters): Input {
	const found = nodes.find(({ models }) => models.some(({ id }) => id === parameters.model));
	const model = found?.models.find(({ id }) => id === parameters.model);
	if (found === undefined || model === undefined)
		throw new Error(`no model ${String(parameters.model)}`);
	const node: INode = {
		id: '1',
		name: 'Images',
		type: found.node.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const { properties } = found.node.description;
	const shown = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		node,
		found.node.description,
	);
	const raw = Object.fromEntries(
		parameterNames(model).flatMap((name) => (name in (shown ?? {}) ? [[name, shown?.[name]]] : [])),
	);
	return parseInput(model, { ...raw, ...(shown?.options as object | undefined) });
}
