import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { parameterNames } from '../../nodes/shared/input/schema';
import { nodes } from '../tools/nodes';

type Shipped = (typeof nodes)[number]['node'];

/** The properties that n8n shows for these parameters, in the form's order. */
function visible({ description }: Shipped, parameters: INodeParameters): INodeProperties[] {
	const node: INode = {
		id: '1',
		name: 'Images',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const filled = NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		true,
		false,
		node,
		description,
	);
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(filled ?? {}, property, node, description),
	);
}

const [replicate, fal, waveSpeed] = nodes.map(({ node }) => node);
const labels = (node: Shipped, parameters: INodeParameters) =>
	visible(node, parameters).map(({ displayName, type }) =>
		type === 'notice' ? 'notice' : displayName,
	);
const generate = (model: string): INodeParameters => ({ operation: 'generate', model });

describe('what a person sees, from top to bottom', () => {
	it.each([
		[
			'Replicate',
			replicate,
			{},
			'Operation, Model, Prompt, LoRA, Aspect Ratio, Number of Images, Image Options, Options, notice',
		],
		[
			'Replicate with a LoRA',
			replicate,
			{ lora_weights: { __rl: true, mode: 'path', value: 'owner/name' } },
			'Operation, Model, Prompt, LoRA, Strength, Trigger Words, Aspect Ratio, Number of Images, Image Options, Options, notice',
		],
		[
			'Replicate with a LoRA by expression',
			replicate,
			{ lora_weights: { __rl: true, mode: 'path', value: '={{ $json.lora }}' } },
			'Operation, Model, Prompt, LoRA, Strength, Trigger Words, Aspect Ratio, Number of Images, Image Options, Options, notice',
		],
		[
			'Replicate with a LoRA as a plain text, from before there were lists',
			replicate,
			{ lora_weights: 'owner/name' },
			'Operation, Model, Prompt, LoRA, Strength, Trigger Words, Aspect Ratio, Number of Images, Image Options, Options, notice',
		],
		[
			'fal',
			fal,
			{},
			'Operation, Model, Prompt, Specify LoRAs, LoRAs, Image Size, Number of Images, Image Options, Options, notice',
		],
		[
			'fal from an image',
			fal,
			generate('fal-ai/flux-lora/inpainting'),
			'Operation, Model, Prompt, Start Image, Mask, Specify LoRAs, LoRAs, Image Size, Number of Images, Image Options, Options, notice',
		],
		[
			'WaveSpeed',
			waveSpeed,
			{},
			'Operation, Model, Prompt, Specify LoRAs, LoRAs, Size, Number of Images, Image Options, Options, notice',
		],
		[
			'WaveSpeed with a custom size',
			waveSpeed,
			{ size: 'custom' },
			'Operation, Model, Prompt, Specify LoRAs, LoRAs, Size, Width, Height, Number of Images, Image Options, Options, notice',
		],
		[
			'LoRAs from JSON',
			waveSpeed,
			{ lorasMode: 'json' },
			'Operation, Model, Prompt, Specify LoRAs, LoRAs (JSON), Size, Number of Images, Image Options, Options, notice',
		],
		[
			'a Lucataco model',
			replicate,
			generate('lucataco/flux-dev-lora'),
			'Operation, Model, notice, Prompt, LoRA, Aspect Ratio, Number of Images, Image Options, Options, notice',
		],
		[
			'My Fine-Tune',
			replicate,
			{ ...generate('fineTune'), aspect_ratio: 'custom' },
			'Operation, Model, Prompt, Your Model, Trigger Words, Aspect Ratio, Width, Height, Number of Images, Image Options, Options, notice',
		],
		[
			'a custom model',
			fal,
			generate('custom'),
			'Operation, Model, Endpoint, Input (JSON), Options, notice',
		],
		[
			'right after submitting',
			replicate,
			{ execution: { whenToContinue: 'submitted' } },
			'Operation, Model, Prompt, LoRA, Aspect Ratio, Number of Images, Image Options, Options, notice, notice',
		],
		[
			'Get at Replicate',
			replicate,
			{ operation: 'get' },
			'Operation, Task ID, Wait for the Task, Options',
		],
		[
			'Get at fal',
			fal,
			{ operation: 'get' },
			'Operation, Task ID, Model of the Task, Wait for the Task, Options',
		],
		['Cancel at WaveSpeed', waveSpeed, { operation: 'cancel' }, 'Operation, Task ID, Options'],
	])('%s', (_what, node, parameters, expected) => {
		expect(labels(node, parameters).join(', ')).toBe(expected);
	});

	it('says that no images come out right after submitting, and how long they are kept', () => {
		const words = visible(replicate, { execution: { whenToContinue: 'submitted' } })
			.filter(({ name }) => name === 'submittedNotice')
			.map(({ displayName }) => displayName);
		expect(words).toEqual([expect.stringMatching(/^No images come out .* after 1 hour\.$/)]);
	});
});

const each = nodes.flatMap(({ node, models }) =>
	models.map((model) => [`${node.description.name} ${model.id}`, node, model] as const),
);

describe('the form of every model', () => {
	it.each(each)(
		'%s shows each parameter once, and all that the schema reads',
		(_name, node, model) => {
			const lora = { __rl: true, mode: 'path', value: 'owner/name' };
			const filled = { aspect_ratio: 'custom', lora_weights: lora, hf_lora: lora };
			const shown = visible(node, { ...generate(model.id), ...filled });
			const names = shown.map(({ name }) => name).filter((name) => !name.endsWith('Notice'));
			expect(names).toEqual([...new Set(names)]);
			const hidden = ['lorasJson', 'customWidth', 'customHeight'];
			const read = parameterNames(model).filter((name) => !hidden.includes(name));
			expect(names).toEqual(expect.arrayContaining(read));
		},
	);

	const withPrompt = each.filter(([, , { id }]) => id !== 'custom');
	it.each(withPrompt)('%s keeps the prompt when it is switched to', (_name, node, model) => {
		const prompts = node.description.properties.filter(({ name }) => name === 'prompt');
		expect(prompts).toHaveLength(1);
		expect(prompts[0].displayOptions?.show?.model).toContain(model.id);
	});

	it.each(nodes)('of $path takes no expression for operation and model', ({ node }) => {
		const fixed = node.description.properties.filter(({ name }) =>
			/^(operation|model)$/.test(name),
		);
		expect(fixed.map(({ noDataExpression }) => noDataExpression)).toEqual([true, true]);
	});
});
