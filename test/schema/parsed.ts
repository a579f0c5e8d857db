import { Problem } from '../../nodes/shared/problem';
import { parseInput, type Input } from '../../nodes/shared/input/schema';
import { nodes } from '../tools/nodes';

const models = nodes.flatMap(({ node, models: list }) =>
	list.map((model) => [`${node.description.name} ${model.id}`, model] as const),
);

/** By the model's id, after the node's name where several nodes have one. */
export function parse(id: string, raw: Readonly<Record<string, unknown>>): Input {
	const found = models.find(([name]) => name === id || name.endsWith(` ${id}`));
	if (found === undefined) throw new Error(`no model ${id}`);
	return parseInput(found[1], raw);
}

/** The words in which these values are refused. */
export function refusal(id: string, raw: Readonly<Record<string, unknown>>): string {
	try {
		parse(id, raw);
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		expect(error.facts()).toMatchObject({
			kind: 'invalidInput',
			charged: 'no',
			safeToRetry: true,
		});
		return error.message;
	}
	return 'accepted';
}

export const fal = 'fal-ai/flux-lora';
export const wave = 'wavespeed-ai/flux-dev-lora';
export const bfl = 'black-forest-labs/flux-dev-lora';
export const hash = '0a'.repeat(32);
export const prompt = 'a fox';

/** LoRAs as rows of the form. */
export const rows = (...row: unknown[]) => ({ prompt, lorasMode: 'fields', loras: { row } });
