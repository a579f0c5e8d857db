import type { InputSchema, Properties, Property } from './schema';

/** The same tables as the providers' catalogues publish them (models.md 3). */

const titled = (name: string): string =>
	name
		.split('_')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

const words = (name: string): string => `What the model takes as ${name.replace(/_/g, ' ')}.`;

type Schemas = Record<string, object>;

/** Older answers name every enum and refer to it beside its default (models.md 3.1). */
function cogProperty(name: string, property: Property, order: number, enums: Schemas): object {
	const { enum: members, type, ...rest } = property;
	const common = { title: titled(name), description: words(name), 'x-order': order };
	if (members === undefined) {
		const secret = rest.format === 'password' ? { writeOnly: true, 'x-cog-secret': true } : {};
		return { ...rest, ...(type === undefined ? {} : { type }), ...common, ...secret };
	}
	enums[name] = { enum: members, type, title: name, description: 'An enumeration.' };
	const { title: _, ...told } = common;
	return { ...rest, allOf: [{ $ref: `#/components/schemas/${name}` }], ...told };
}

/** Replicate's `openapi_schema`: `x-order`, enums behind `allOf` and `$ref`. */
export function openapiOfCog(input: InputSchema, single: boolean): object {
	const enums: Schemas = {};
	const properties = Object.entries(input.properties).map(
		([name, property], order) => [name, cogProperty(name, property, order, enums)] as const,
	);
	const file = { type: 'string', format: 'uri' };
	return {
		openapi: '3.0.2',
		info: { title: 'Cog', version: '0.1.0' },
		components: {
			schemas: {
				Input: {
					type: 'object',
					title: 'Input',
					required: input.required,
					properties: Object.fromEntries(properties.sort(([a], [b]) => a.localeCompare(b))),
				},
				Output: single
					? { ...file, title: 'Output' }
					: { type: 'array', items: file, title: 'Output' },
				...enums,
			},
		},
	};
}

function falProperty(name: string, property: Property): object {
	const { type, anyOf, ...rest } = property;
	const common = { title: titled(name), description: `\n    ${words(name)}\n  ` };
	if (anyOf !== undefined) {
		const parts = anyOf.map((part) =>
			part.type === 'object' ? { $ref: '#/components/schemas/ImageSize' } : part,
		);
		return { ...rest, anyOf: parts, ...common };
	}
	if (name === 'loras') {
		return { ...rest, type, items: { $ref: '#/components/schemas/LoraWeight' }, ...common };
	}
	if (!Array.isArray(type)) return { ...rest, type, ...common };
	return { ...rest, anyOf: type.map((one: string) => ({ type: one })), ...common };
}

const objectOf = (properties: Properties, title: string, required?: readonly string[]): object => ({
	title,
	'x-fal-order-properties': Object.keys(properties),
	properties: Object.fromEntries(
		Object.entries(properties).map(([name, property]) => [name, falProperty(name, property)]),
	),
	type: 'object',
	...(required === undefined ? {} : { required }),
});

/** fal's document: the input is found by path, under a title of its own (models.md 3.2). */
export function openapiOfFal(id: string, input: InputSchema): object {
	const size = input.properties['image_size']?.anyOf?.[0]?.properties;
	const lora = input.properties['loras']?.items;
	const json = (name: string): object => ({
		content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
	});
	return {
		openapi: '3.0.4',
		info: { title: `Queue OpenAPI for ${id}`, 'x-fal-metadata': { endpointId: id } },
		components: {
			schemas: {
				SandboxInput: objectOf(input.properties, 'BaseInput', input.required),
				...(size === undefined ? {} : { ImageSize: objectOf(size, 'ImageSize') }),
				...(lora?.properties === undefined
					? {}
					: { LoraWeight: objectOf(lora.properties, 'LoraWeight', lora.required) }),
			},
		},
		paths: { [`/${id}`]: { post: { requestBody: { required: true, ...json('SandboxInput') } } } },
		servers: [{ url: 'https://queue.fal.run' }],
	};
}

function waveProperty(name: string, property: Property): object {
	const { format: _, ...rest } = property;
	const component = name === 'loras' ? 'loras' : property.enum === undefined ? undefined : 'select';
	const file = /image/.test(name) && property.type === 'string';
	return {
		...rest,
		description: words(name),
		...(component === undefined ? {} : { 'x-ui-component': component }),
		...(file ? { 'x-ui-component': 'uploader', 'x-accept': 'image/*' } : {}),
	};
}

/** WaveSpeed's `request_schema`: an order of its own, closed (models.md 3.3). */
export function requestSchemaOf({ properties, required }: InputSchema): object {
	return {
		type: 'object',
		properties: Object.fromEntries(
			Object.entries(properties).map(([name, property]) => [name, waveProperty(name, property)]),
		),
		required,
		'x-order-properties': Object.keys(properties),
		additionalProperties: false,
	};
}
