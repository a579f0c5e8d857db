import {
	flag,
	inputSchema,
	integer,
	list,
	loraList,
	number,
	oneOf,
	text,
	type InputSchema,
	type Properties,
	type Property,
} from './schema';

export interface FalModel {
	readonly input: InputSchema;
}

export const imageSizes: Readonly<Record<string, readonly [number, number]>> = {
	square_hd: [1024, 1024],
	square: [512, 512],
	portrait_4_3: [768, 1024],
	portrait_16_9: [576, 1024],
	landscape_4_3: [1024, 768],
	landscape_16_9: [1024, 576],
};

// models.md 1.1: a name or an object, 512 a side by default, at most 14142
const side = (maximum: number, minimum?: number): Property => ({
	type: 'integer',
	...(minimum === undefined ? { exclusiveMinimum: 0 } : { minimum }),
	maximum,
	default: 512,
});
const imageSize = (max = 14142, min?: number): Property => ({
	anyOf: [
		{
			type: 'object',
			properties: { width: side(max, min), height: side(max, min) },
			additionalProperties: true,
		},
		{ type: 'string', enum: Object.keys(imageSizes) },
	],
	default: 'landscape_4_3',
});

const nullable = (property: Property): Property => ({
	...property,
	type: [property.type as string, 'null'],
});

// providers.md 2.9
const common: Properties = {
	prompt: text(),
	image_size: imageSize(),
	num_inference_steps: integer(1, 50, 28),
	seed: nullable(integer()),
	guidance_scale: number(0, 35, 3.5),
	sync_mode: flag(false),
	num_images: integer(1, 4, 1),
	enable_safety_checker: flag(true),
	output_format: oneOf('jpeg', 'png'),
	acceleration: oneOf('none', 'regular'),
};
const acceleration = oneOf('none', 'regular', 'high');
const lora: Properties = { ...common, loras: loraList() };
const start: Properties = { image_url: text(), strength: number(0.01, 1, 0.85) };
const mask: Properties = { ...start, mask_url: text() };
const dev: Properties = { ...common, guidance_scale: number(1, 20, 3.5), acceleration };
const schnell: Properties = { ...dev, num_inference_steps: integer(1, 12, 4) };

// models.md 1.1
const flux2: Properties = {
	...common,
	acceleration: oneOf('regular', 'none', 'high'),
	enable_prompt_expansion: flag(false),
	guidance_scale: number(0, 20, 2.5),
	image_size: imageSize(2048, 512),
	num_inference_steps: integer(4, 50, 28),
	output_format: oneOf('png', 'jpeg', 'webp'),
	loras: loraList(3),
};
const { guidance_scale: _guidance, acceleration: _speed, ...plain } = common;
const klein: Properties = {
	...plain,
	num_inference_steps: integer(4, 8, 4),
	output_format: oneOf('png', 'jpeg', 'webp'),
	loras: loraList(3),
};
const kleinBase: Properties = {
	...klein,
	num_inference_steps: integer(4, 50, 28),
	guidance_scale: number(0, 20, 5),
	negative_prompt: text(''),
	acceleration: oneOf('regular', 'none', 'high'),
};
const ratios = ['16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21'];
const kontext: Properties = {
	...common,
	acceleration,
	guidance_scale: number(0, 20, 2.5),
	num_inference_steps: integer(1, 50, 30),
	output_format: oneOf('png', 'jpeg'),
	loras: loraList(),
};
const { image_size: _size, ...sizeless } = kontext;

const model = (properties: Properties, ...required: readonly string[]): FalModel => ({
	input: inputSchema(properties, ['prompt', ...required], false),
});

export const falModels: Readonly<Record<string, FalModel>> = {
	'fal-ai/flux-lora': model(lora),
	'fal-ai/flux-lora/image-to-image': model({ ...lora, ...start }, 'image_url'),
	'fal-ai/flux-lora/inpainting': model({ ...lora, ...mask }, 'image_url', 'mask_url'),
	'fal-ai/flux/dev': model(dev),
	'fal-ai/flux/schnell': model(schnell),
	'fal-ai/flux-1/dev': model(dev),
	'fal-ai/flux-1/schnell': model(schnell),
	'fal-ai/flux-2/lora': model(flux2),
	'fal-ai/flux-2/lora/edit': model({ ...flux2, image_urls: list(text()) }, 'image_urls'),
	'fal-ai/flux-2/klein/4b/lora': model(klein),
	'fal-ai/flux-2/klein/9b/lora': model(klein),
	'fal-ai/flux-2/klein/4b/base/lora': model(kleinBase),
	'fal-ai/flux-2/klein/9b/base/lora': model(kleinBase),
	'fal-ai/flux-krea-lora': model(lora),
	'fal-ai/flux-krea-lora/image-to-image': model({ ...lora, ...start }, 'image_url'),
	'fal-ai/flux-krea-lora/inpainting': model({ ...lora, ...mask }, 'image_url', 'mask_url'),
	'fal-ai/flux-kontext-lora': model(
		{
			...sizeless,
			image_url: text(),
			resolution_mode: oneOf('match_input', 'auto', '1:1', ...ratios),
		},
		'image_url',
	),
	'fal-ai/flux-kontext-lora/text-to-image': model(kontext),
	'fal-ai/flux-kontext-lora/inpaint': model(
		{
			...sizeless,
			...mask,
			strength: number(0.01, 1, 0.88),
			reference_image_url: text(),
		},
		...['image_url', 'mask_url', 'reference_image_url'],
	),
	// Ours, for people who try "Custom" here.
	'fal-ai/sandbox': model({
		...common,
		output_format: oneOf('jpeg', 'png', 'webp', 'avif', 'gif', 'mp4'),
	}),
};
