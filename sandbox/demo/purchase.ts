import type { IDataObject, INodeType, NodeParameterValueType } from 'n8n-workflow';
import { loadPackage } from '../runner/package';
import { runWorkflow } from '../runner/run';
import type { Service } from './arguments';
import { counted } from './counted';
import { imageNodes, serviceOfNode, type Example } from './examples';

export interface Purchase {
	readonly service: Service;
	readonly model: string;
	readonly tasks: number;
	readonly pictures: number;
}

/**
 * What a workflow would buy: it runs once with nodes in place of ours that have the same form,
 * count what each item asks for, and send nothing.
 */
export async function estimate(example: Example): Promise<Purchase[]> {
	const nodes = imageNodes(example);
	const loaded = await loadPackage();
	const counting = nodes.map(({ type }) => {
		const real = loaded.getNode(type.split('.')[1]).type as INodeType;
		return [type, { description: real.description, execute: count }] as const;
	});
	const nodeTypes = Object.fromEntries<INodeType>(counting);
	const { outputs } = await runWorkflow(example.workflow, { nodeTypes });
	return nodes.flatMap((node) => {
		const asked = (outputs(node.name)[0] ?? []).map(({ json }) => json);
		return [...new Set(asked.map(({ model }) => String(model)))].map((model) => {
			const tasks = asked.filter((one) => one.model === model);
			const pictures = tasks.reduce((sum, one) => sum + Number(one.pictures), 0);
			return { service: serviceOfNode(node), model, tasks: tasks.length, pictures };
		});
	});
}

const count: INodeType['execute'] = async function () {
	const rows = this.getInputData().map((_, i) => {
		const read = (name: string, otherwise: NodeParameterValueType) =>
			this.getNodeParameter(name, i, otherwise) as number | string;
		// Any Model has its ID in a resource locator and its inputs in a mapper.
		const { value: any } = this.getNodeParameter('anyModel', i, {}) as { value?: string };
		const { value: mapped } = this.getNodeParameter('anyInput', i, {}) as { value?: IDataObject };
		const own = mapped?.num_outputs ?? mapped?.num_images ?? 1;
		const pictures = read('num_outputs', read('num_images', own as number));
		const model = read('model', '');
		const json: IDataObject = { model: model === 'anyModel' ? any : model, pictures };
		return { json, pairedItem: { item: i } };
	});
	if (this.getNode().onError !== 'continueErrorOutput') return [rows];
	// What a workflow does with failed rows may buy as well; the engine moves these to that output.
	const failed = { error: 'Not bought', details: { safeToRetry: true } };
	return [[...rows, ...rows.map(({ pairedItem }) => ({ json: failed, pairedItem }))]];
};

/** One sentence per model, for the person who pays. */
export function inWords(purchases: readonly Purchase[]): string[] {
	const models = [...new Set(purchases.map(({ service, model }) => `${service} ${model}`))];
	return models.map((name) => {
		const same = purchases.filter(({ service, model }) => `${service} ${model}` === name);
		const sum = (key: 'tasks' | 'pictures') => same.reduce((total, one) => total + one[key], 0);
		return `${name}: ${counted(sum('tasks'), 'task')}, ${counted(sum('pictures'), 'picture')}`;
	});
}
