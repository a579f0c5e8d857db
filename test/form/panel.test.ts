import { Workflow, type INodeParameters, type INodeType, type INodeTypes } from 'n8n-workflow';
import { nodes } from '../tools/nodes';

const [replicate, fal, waveSpeed] = nodes.map(({ node }) => node);

/** As the canvas works it out. */
function subtitle(node: INodeType, parameters: INodeParameters): unknown {
	const nodeTypes: INodeTypes = {
		getByName: () => node,
		getByNameAndVersion: () => node,
		getKnownTypes: () => ({}),
	};
	const one = {
		id: '1',
		name: 'Images',
		type: node.description.name,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const workflow = new Workflow({ nodes: [one], connections: {}, active: false, nodeTypes });
	const [filled] = Object.values(workflow.nodes);
	return workflow.expression.getSimpleParameterValue(
		filled,
		node.description.subtitle,
		'internal',
		{},
	);
}

const located = (value: string) => ({ __rl: true, mode: 'id', value });

describe('below the node on the canvas stands', () => {
	it.each([
		['the name of the model', replicate, {}, 'FLUX Dev LoRA'],
		['that of another', fal, { model: 'fal-ai/flux-2/lora/edit' }, 'FLUX.2 Dev LoRA, Edit'],
		['the user’s own model', replicate, { model: 'fineTune', ownModel: 'me/mine' }, 'me/mine'],
		['My Fine-Tune before it has one', replicate, { model: 'fineTune' }, 'My Fine-Tune'],
		['any model’s ID', waveSpeed, { model: 'anyModel', anyModel: located('a/b') }, 'a/b'],
		['Any Model before one is chosen', waveSpeed, { model: 'anyModel' }, 'Any Model'],
		['a model that this version does not know', fal, { model: 'fal-ai/new' }, 'fal-ai/new'],
		['Get a Task', fal, { operation: 'get', taskId: '1' }, 'Get a Task'],
		['Cancel a Task', waveSpeed, { operation: 'cancel', taskId: '1' }, 'Cancel a Task'],
	])('%s', (_what, node, parameters, expected) => {
		expect(subtitle(node, parameters)).toBe(expected);
	});
});

describe.each(nodes)('the node panel of $path', ({ node }) => {
	it('offers to generate before all else', () => {
		const operation = node.description.properties.find(({ name }) => name === 'operation');
		const actions = (operation?.options ?? []).map((option) => 'action' in option && option.action);
		expect(actions).toEqual(['Generate images', 'Get a task', 'Cancel a task']);
	});

	it('names every mode of a list in so few letters that the form does not cut it', () => {
		const text = JSON.stringify(node.description.properties);
		const modes = [...text.matchAll(/"displayName":"([^"]+)","name":"(?:list|path|id|url)"/g)];
		expect(modes.length).toBeGreaterThan(2);
		for (const [, label] of modes) expect(label.length).toBeLessThanOrEqual('From List'.length);
	});
});
