import { randomInt } from 'node:crypto';

import type { Input, Wanted } from './schema';

/** The largest seed that every model of models.md takes. */
const LARGEST = 2 ** 31 - 1;

/**
 * The input with a seed of its own where the model has one and the user gave none, so that the row can tell
 * it and the image can be made again. A free JSON input is never touched.
 */
export function withDrawnSeed({ model, input }: Wanted): Input {
	const field = model.fields.find(({ kind }) => kind === 'seed');
	if (field?.kind !== 'seed' || field.name in input.wire) return input;
	const least = Math.max(field.min ?? 0, 0);
	const most = Math.max(least, Math.min(field.max ?? LARGEST, LARGEST));
	const seed = randomInt(least, most + 1);
	return { ...input, wire: { ...input.wire, [field.name]: seed }, drawnSeed: true };
}
