import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { closeConnections } from '../engine/harness';
import { openStage, type Stage } from '../nodes/stage';
import { fieldsOf, type PanelSite } from './panel';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(async () => {
	await stage.close();
	await closeConnections();
});

interface Parameters {
	readonly anyModel: { readonly value: string };
	readonly anyInput: {
		readonly value: Readonly<Record<string, unknown>>;
		schema: readonly unknown[];
	};
}

interface Example {
	readonly nodes: ReadonlyArray<{ readonly parameters: Parameters }>;
}

function parametersIn({ nodes }: Example): Parameters {
	const found = nodes.find(({ parameters }) => 'anyModel' in parameters);
	if (found === undefined) throw new Error('No Any Model');
	return found.parameters;
}

it.each([
	['any-model-replicate.json', 'replicate'],
	['any-model-fal.json', 'fal'],
	['any-model-wavespeed.json', 'waveSpeed'],
] as const)('%s keeps the form that the editor gets today', async (file, site: PanelSite) => {
	const path = resolve(__dirname, '../../examples', file);
	const example = JSON.parse(readFileSync(path, 'utf8')) as Example;
	const { anyModel, anyInput } = parametersIn(example);
	const fields = await fieldsOf(stage, site, anyModel.value);
	const saved = fields.map((field) => ({ ...field, removed: !(field.id in anyInput.value) }));
	if (process.env.GOLDEN === 'write') {
		anyInput.schema = saved;
		writeFileSync(path, `${JSON.stringify(example, undefined, '\t')}\n`);
	}
	expect(anyInput.schema).toEqual(saved);
});
