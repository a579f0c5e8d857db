/** The pieces the provider tables are written in: JSON Schema, as the providers publish it. */

export interface Property {
	readonly type?: string | readonly string[];
	readonly minimum?: number;
	readonly maximum?: number;
	readonly exclusiveMinimum?: number;
	readonly maxItems?: number;
	readonly minItems?: number;
	readonly enum?: readonly (string | number)[];
	readonly default?: unknown;
	readonly format?: string;
	readonly pattern?: string;
	readonly items?: Property;
	readonly properties?: Properties;
	readonly required?: readonly string[];
	readonly additionalProperties?: boolean;
	readonly anyOf?: readonly Property[];
}

export type Properties = Readonly<Record<string, Property>>;

export interface InputSchema {
	readonly type: 'object';
	readonly properties: Properties;
	readonly required: readonly string[];
	readonly additionalProperties: boolean;
}

export const text = (fallback?: string): Property => ({ type: 'string', default: fallback });
export const uri = (): Property => ({ type: 'string', format: 'uri' });
export const flag = (fallback: boolean): Property => ({ type: 'boolean', default: fallback });
export const oneOf = (...values: readonly string[]): Property => ({
	type: 'string',
	enum: values,
	default: values[0],
});
export const integer = (minimum?: number, maximum?: number, fallback?: number): Property => ({
	type: 'integer',
	minimum,
	maximum,
	default: fallback,
});
export const number = (minimum?: number, maximum?: number, fallback?: number): Property => ({
	type: 'number',
	minimum,
	maximum,
	default: fallback,
});
export const list = (items: Property, maxItems?: number): Property => ({
	type: 'array',
	items,
	maxItems,
});

/** `loras: [{path, scale}]`, 0 to 4 at fal and WaveSpeed (models.md 1.1, 3.3). */
export const loraList = (maxItems?: number, required: readonly string[] = ['path']): Property =>
	list(
		{
			type: 'object',
			properties: { path: text(), scale: number(0, 4, 1) },
			required,
			additionalProperties: true,
		},
		maxItems,
	);

export function inputSchema(
	properties: Properties,
	required: readonly string[],
	closed: boolean,
): InputSchema {
	return { type: 'object', properties, required, additionalProperties: !closed };
}
