import { isRecord } from './types';

export interface Weights {
	readonly path: string;
	readonly scale: number;
}

/** `loras` as fal and WaveSpeed take them: objects with a path and a strength. */
export function loraList(input: Readonly<Record<string, unknown>>): readonly Weights[] {
	const loras = Array.isArray(input['loras']) ? (input['loras'] as unknown[]) : [];
	return loras.filter(isRecord).map(({ path, scale }) => ({
		path: String(path),
		scale: typeof scale === 'number' ? scale : 1,
	}));
}

/** A Hugging Face repository or a URL (models.md 2.3). */
const forms = [/^[\w.-]+\/[\w.-]+$/, /^https?:\/\/\S+$/];

/** The first that neither of them can load. */
export const unloadable = (input: Readonly<Record<string, unknown>>): Weights | undefined =>
	loraList(input).find(({ path }) => !forms.some((form) => form.test(path)));
