import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { builtModule } from '../engine/harness';

/** A built node, told that an agent calls it, as n8n's tool context does. */
export function asTool(folder: string, name: string): INodeType {
	const built = builtModule<Record<string, new () => INodeType>>(`nodes/${folder}/${name}.node`);
	const node = new built[name]();
	return {
		description: node.description,
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const context = Object.create(this, {
				isToolExecution: { value: () => true },
			}) as IExecuteFunctions;
			return (await node.execute?.call(context)) as INodeExecutionData[][];
		},
	};
}
