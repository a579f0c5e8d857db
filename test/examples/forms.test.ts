import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeType,
	type ResourceMapperValue,
} from 'n8n-workflow';
import { allExamples, imageNodes } from '../../sandbox/demo/examples';
import { startEngine } from '../../sandbox/runner/engine';
import { nodeTypes } from '../../sandbox/runner/nodeTypes';
import { loadPackage } from '../../sandbox/runner/package';

let typeOf: (node: INode) => INodeType;

beforeAll(async () => {
	await startEngine();
	const types = nodeTypes(await loadPackage());
	typeOf = (node) => types.getByNameAndVersion(node.type, node.typeVersion);
});

const examples = allExamples().map((example) => [example.name, example] as const);

const nodes = examples.flatMap(([name, example]) =>
	imageNodes(example).map((node) => [`${name}: ${node.name}`, node] as const),
);

describe('a file of examples/', () => {
	it.each(examples)(
		'%s imports into n8n: known types, unique names, connections that lead somewhere',
		(_name, { workflow }) => {
			const names = workflow.nodes.map(({ name }) => name);
			expect(new Set(names).size).toBe(names.length);
			expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(names.length);
			for (const node of workflow.nodes) expect(typeOf(node)).toBeDefined();
			const ends = Object.entries(workflow.connections).flatMap(([from, { main }]) => [
				from,
				...main.flatMap((links) => links ?? []).map(({ node }) => node),
			]);
			expect(names).toEqual(expect.arrayContaining(ends));
		},
	);

	it.each(examples)('%s explains itself in a note that no node covers', (_name, { workflow }) => {
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes).toHaveLength(1);
		const { content, height, width } = notes[0].parameters;
		expect(content).toMatch(/credential/);
		const note = { at: notes[0].position, size: [Number(width), Number(height)] };
		const covered = workflow.nodes.filter(
			({ type, position }) =>
				type !== notes[0].type && overlap(note, { at: position, size: nodeSize }),
		);
		expect(covered.map(({ name }) => name)).toEqual([]);
	});
});

describe('an image node of examples/', () => {
	it.each(nodes)('%s uses parameters that its form shows', (_name, node) => {
		const { description } = typeOf(node);
		const shown = NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);
		expect(shown).toMatchObject(node.parameters);
		expect(
			NodeHelpers.getNodeParametersIssues(description.properties, node, description),
		).toBeNull();
	});

	it.each(nodes)('%s gives each parameter a value that its form offers', (_name, node) => {
		const { description } = typeOf(node);
		const shown = (property: INodeProperties) =>
			NodeHelpers.displayParameter(node.parameters, property, node, description);
		expect(misfits(description.properties, node.parameters, shown)).toEqual([]);
	});
});

interface Box {
	readonly at: readonly number[];
	readonly size: readonly number[];
}

/** A node on n8n's canvas, with its name below it. */
const nodeSize = [100, 150];

function overlap(a: Box, b: Box): boolean {
	return [0, 1].every((i) => a.at[i] < b.at[i] + b.size[i] && b.at[i] < a.at[i] + a.size[i]);
}

/** Values that are in no option list, out of range or of the wrong type; expressions are left out. */
function misfits(
	properties: readonly INodeProperties[],
	values: INodeParameters,
	shown: (property: INodeProperties) => boolean,
): string[] {
	return Object.entries(values).flatMap(([name, value]) => {
		if (typeof value === 'string' && value.startsWith('=')) return [];
		const property = properties.find((one) => one.name === name && shown(one));
		if (property === undefined) return [`${name} is no parameter`];
		return misfit(property, value, shown).map((what) => `${name}: ${what}`);
	});
}

function misfit(
	property: INodeProperties,
	value: unknown,
	shown: (property: INodeProperties) => boolean,
): string[] {
	const { type, options = [], typeOptions: { minValue, maxValue } = {} } = property;
	if (type === 'collection') {
		return misfits(options as INodeProperties[], value as INodeParameters, shown);
	}
	if (type === 'fixedCollection') {
		const groups = Object.entries(value as Record<string, INodeParameters[]>);
		return groups.flatMap(([group, rows]) => {
			const found = options.find(({ name }) => name === group) as
				INodePropertyCollection | undefined;
			if (found === undefined) return [`no group ${group}`];
			return rows.flatMap((row) => misfits(found.values, row, () => true));
		});
	}
	if (type === 'options') {
		const offered = (options as INodePropertyOptions[]).map((option) => option.value);
		return offered.includes(value as string) ? [] : [`${String(value)} is not offered`];
	}
	if (type === 'resourceLocator' && typeof value === 'object') {
		const { mode } = value as { readonly mode?: string };
		return property.modes?.some(({ name }) => name === mode) ? [] : [`no mode ${String(mode)}`];
	}
	if (type === 'resourceMapper') {
		const { value: mapped, schema } = value as ResourceMapperValue;
		const ids = schema.map(({ id }) => id);
		return Object.keys(mapped ?? {}).flatMap((id) => (ids.includes(id) ? [] : [`no input ${id}`]));
	}
	const expected = { number: 'number', boolean: 'boolean' }[type as string] ?? 'string';
	if (typeof value !== expected) return [`${String(value)} is no ${expected}`];
	const [low, high] = [minValue ?? -Infinity, maxValue ?? Infinity];
	return type === 'number' && (Number(value) < low || Number(value) > high)
		? [`${String(value)} is out of range`]
		: [];
}
