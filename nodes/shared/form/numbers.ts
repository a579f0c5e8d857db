import type { INodeProperties } from 'n8n-workflow';

import type { DecimalField } from '../model';

type Looks = Pick<INodeProperties, 'type' | 'default' | 'typeOptions'>;

/** A number's input, with its range. */
export function numberLooks(
	{ min, max, default: value }: Omit<DecimalField, 'kind'>,
	precision: number,
) {
	return {
		type: 'number',
		typeOptions: {
			...(min === undefined ? {} : { minValue: min }),
			...(max === undefined ? {} : { maxValue: max }),
			numberPrecision: precision,
		},
		default: value ?? min ?? 0,
	} as const satisfies Looks;
}
