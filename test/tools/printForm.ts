import type { INodeType } from 'n8n-workflow';

const singleQuoted = (inner: string) => `'${inner.replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;

/** A node's class as n8n's lint rules want to read it: everything written out. */
export function printNode(node: INodeType): string {
	const literal = JSON.stringify(node.description, null, '\t')
		.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => singleQuoted(inner))
		.replace(/^(\t*)'([A-Za-z_]\w*)':/gm, '$1$2:')
		.replace(/(inputs|outputs): \[\s*'main'\s*\]/g, '$1: [NodeConnectionTypes.Main]')
		.replace(/\n/g, '\n\t');
	return [
		"import { NodeConnectionTypes } from 'n8n-workflow';",
		"import type { INodeType, INodeTypeDescription } from 'n8n-workflow';",
		'',
		`export class ${node.constructor.name} implements INodeType {`,
		`\tdescription: INodeTypeDescription = ${literal};`,
		'',
		'\tasync execute() {',
		'\t\treturn [];',
		'\t}',
		'}',
		'',
	].join('\n');
}
