import type { IDataObject } from 'n8n-workflow';
import type { SpotName } from '../engine/spots';

const lora = (path: string) => ({ path, scale: 1 });
const rows = (...paths: string[]) => ({ lorasMode: 'fields', loras: { row: paths.map(lora) } });
const json = (text: string) => ({ lorasMode: 'json', lorasJson: text });

/** A parameter that a person may get wrong. */
export interface Wrong {
	readonly name: string;
	readonly at: SpotName;
	readonly parameters: IDataObject;
	/** The label, what it takes, and what was given. */
	readonly says: readonly string[];
}

export const wrong: readonly Wrong[] = [
	{
		name: 'too many images',
		at: 'replicate',
		parameters: { num_outputs: 5 },
		says: ['Number of Images', 'from 1 to 4', 'it is 5'],
	},
	{
		name: 'no image at all',
		at: 'fal',
		parameters: { num_images: 0 },
		says: ['Number of Images', 'from 1 to 4', 'it is 0'],
	},
	{
		name: 'half an image',
		at: 'waveSpeed',
		parameters: { num_images: 1.5 },
		says: ['Number of Images', 'whole number', '1.5'],
	},
	{
		name: 'more steps than schnell knows',
		at: 'replicate',
		parameters: { model: 'black-forest-labs/flux-schnell', options: { num_inference_steps: 28 } },
		says: ['Steps', 'from 1 to 4', 'it is 28'],
	},
	{
		name: 'a guidance by expression that is a word',
		at: 'fal',
		parameters: { options: { guidance_scale: '={{ "high" }}' } },
		says: ['Guidance', 'a number from 0 to 35', '"high"'],
	},
	{
		name: 'an aspect ratio that does not exist',
		at: 'replicate',
		parameters: { aspect_ratio: '={{ "7:3" }}' },
		says: ['Aspect Ratio', '16:9', '"7:3"'],
	},
	{
		name: "a format of another provider's",
		at: 'fal',
		parameters: { options: { output_format: '={{ "webp" }}' } },
		says: ['Output Format', 'jpeg, png', '"webp"'],
	},
	{
		name: 'a size with a wrong sign',
		at: 'waveSpeed',
		parameters: { size: '={{ "1024 by 768" }}' },
		says: ['Size', '1024*1024', '256 to 1536', '"1024 by 768"'],
	},
	{
		name: 'a custom side that is too long',
		at: 'waveSpeed',
		parameters: { size: 'custom', customWidth: 4096, customHeight: 1024 },
		says: ['Width', '256 to 1536', '4096'],
	},
	{ name: 'an empty prompt', at: 'replicate', parameters: { prompt: '  ' }, says: ['Prompt'] },
	{
		name: 'a prompt whose expression finds nothing',
		at: 'fal',
		parameters: { prompt: '={{ $json.nothing }}' },
		says: ['Prompt', 'empty'],
	},
	{
		name: 'a fourth LoRA at WaveSpeed',
		at: 'waveSpeed',
		parameters: rows('a/b', 'c/d', 'e/f', 'g/h'),
		says: ['LoRAs', 'at most 3', 'there are 4'],
	},
	{
		name: 'a strength out of range, with the number of its LoRA',
		at: 'fal',
		parameters: { lorasMode: 'fields', loras: { row: [lora('a/b'), { path: 'c/d', scale: 9 }] } },
		says: ['Strength (LoRA 2)', 'from 0 to 4', 'it is 9'],
	},
	{
		name: 'a LoRA list that is no JSON',
		at: 'fal',
		parameters: json('[{"path": '),
		says: ['LoRAs (JSON)', 'no valid JSON'],
	},
	{
		name: 'a LoRA list that is no list',
		at: 'waveSpeed',
		parameters: json('[7]'),
		says: ['LoRAs (JSON)', 'a list of names or of objects'],
	},
	{
		name: 'an unknown key in a LoRA list',
		at: 'fal',
		parameters: json('[{"path": "a/b", "weight": 1}]'),
		says: ['LoRAs (JSON)', '"weight"'],
	},
	{
		name: 'an expression in place of the LoRA rows',
		at: 'fal',
		parameters: { lorasMode: 'fields', loras: { row: Array.from({ length: 18 }, () => ({})) } },
		says: ['LoRAs', 'expression'],
	},
	{
		name: 'a custom input that is no JSON',
		at: 'replicate',
		parameters: { model: 'custom', endpoint: 'a/b', input: '{prompt: castle}' },
		says: ['Input (JSON)', 'no valid JSON'],
	},
	{
		name: 'a custom input that is a list',
		at: 'waveSpeed',
		parameters: { model: 'custom', endpoint: 'a/b', input: '[1]' },
		says: ['Input (JSON)', 'a JSON object', 'a list'],
	},
	{
		name: "a model's page instead of its name",
		at: 'replicate',
		parameters: { model: 'custom', endpoint: 'https://replicate.com/a/b', input: '{}' },
		says: ['Model to Run', 'owner/name', 'https://replicate.com/a/b'],
	},
	{
		name: 'a version that is none',
		at: 'replicate',
		parameters: { model: 'lucataco/flux-dev-lora', options: { version: 'latest' } },
		says: ['Version', 'owner/name:version', '"latest"'],
	},
	{
		name: 'a binary field that is not there',
		at: 'replicate',
		parameters: { options: { image: 'photo' } },
		says: ['Start Image', 'no binary field "photo"'],
	},
	{
		name: 'no start image where one is needed',
		at: 'fal',
		parameters: { model: 'fal-ai/flux-lora/image-to-image', image_url: '={{ $json.photo }}' },
		says: ['Start Image', 'empty'],
	},
	{
		name: 'a seed that is a word',
		at: 'waveSpeed',
		parameters: { options: { seed: '={{ "random" }}' } },
		says: ['Seed', 'whole number', '"random"'],
	},
	{
		name: 'a timeout that is nothing',
		at: 'replicate',
		parameters: { execution: { timeout: '={{ "soon" }}' } },
		says: ['Timeout', 'from 1 up', '"soon"'],
	},
	{
		name: 'a model of another provider',
		at: 'replicate',
		parameters: { model: 'wavespeed-ai/flux-dev' },
		says: ['does not know the model "wavespeed-ai/flux-dev"'],
	},
	{
		name: 'a model by expression',
		at: 'fal',
		parameters: { model: '={{ "fal-ai/flux-lora" }}' },
		says: ['Model is given by an expression'],
	},
	{
		name: 'an operation by expression',
		at: 'waveSpeed',
		parameters: { operation: '={{ "generate" }}' },
		says: ['Operation is given by an expression'],
	},
	{
		name: 'Get without an id',
		at: 'replicate',
		parameters: { operation: 'get', taskId: ' ' },
		says: ['Task ID'],
	},
	{
		name: 'Get at fal without the model',
		at: 'fal',
		parameters: { operation: 'get', taskId: 'x', taskModel: '={{ "" }}' },
		says: ['Model of the Task', 'empty'],
	},
];
