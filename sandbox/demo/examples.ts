import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { INode } from 'n8n-workflow';
import type { WorkflowJson } from '../runner/run';
import type { Service } from './arguments';

export interface Example {
	readonly file: string;
	/** The file's name without its ending. */
	readonly name: string;
	readonly workflow: WorkflowJson;
}

const folder = resolve(__dirname, '..', '..', 'examples');

const serviceOf: Readonly<Record<string, Service>> = {
	'n8n-nodes-flux-lora.replicateImage': 'replicate',
	'n8n-nodes-flux-lora.falImage': 'fal',
	'n8n-nodes-flux-lora.waveSpeedImage': 'wavespeed',
};

export function allExamples(): Example[] {
	const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
	return files.map((name) => readExample(join(folder, name)));
}

export function readExample(file: string): Example {
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	return { file, name: basename(file, '.json'), workflow };
}

/** The nodes of a workflow that buy pictures. */
export function imageNodes({ workflow }: Example): INode[] {
	return workflow.nodes.filter(({ type }) => serviceOf[type] !== undefined);
}

export function servicesOf(example: Example): Service[] {
	return [...new Set(imageNodes(example).map(({ type }) => serviceOf[type]))];
}

export function serviceOfNode({ type }: INode): Service {
	return serviceOf[type];
}
