import type { Wanted } from '../input/schema';
import type { Field } from '../model';
import { partOf, type Raw } from '../input/parts';
import type { Target } from '../task';
import { isGiven } from '../input/values';
import { looksLikeFile } from './fields';
import { TYPICAL_SECONDS } from './input';

/** What can be told of an input without its schema: n8n kept its kind, and its name tells a file. */
function fieldFor(name: string, type: unknown): Field | undefined {
	const common = { name, label: name, help: '' };
	if (name === 'prompt') return { ...common, kind: 'text', role: 'prompt' };
	if (type === 'array') {
		if (looksLikeFile(name)) return { ...common, kind: 'image', many: { max: 100 } };
		return { ...common, kind: 'json', holds: 'list' };
	}
	if (type === 'object') return { ...common, kind: 'json', holds: 'object' };
	if (type === 'string' && looksLikeFile(name)) return { ...common, kind: 'image' };
	return undefined;
}

/** The input as given: only what is no value yet, JSON and files, is read. Throws a `Problem`. */
export function parseUnchecked(
	target: Target,
	values: Raw,
	kept: readonly Raw[],
	remarks: Readonly<Record<string, string>>,
): Wanted {
	const parts = Object.entries(values)
		.filter(([, value]) => isGiven(value))
		.map(([name, value]) => {
			const field = fieldFor(name, kept.find(({ id }) => id === name)?.type);
			return field === undefined ? { wire: { [name]: value } } : partOf(field, { [name]: value });
		});
	const wire: Record<string, unknown> = Object.assign({}, ...parts.map((part) => part.wire));
	const { prompt, num_outputs: outputs, num_images: images } = wire;
	const count = Number(outputs ?? images ?? 1);
	const { endpoint } = target;
	return {
		model: {
			id: endpoint,
			endpoint,
			name: endpoint,
			summary: '',
			docs: '',
			seconds: TYPICAL_SECONDS,
			fields: [],
		},
		input: {
			target,
			wire,
			images: parts.flatMap((part) =>
				'images' in part ? (part.images ?? []).map((one) => ({ ...one, anyFile: true })) : [],
			),
			loras: [],
			prompt: typeof prompt === 'string' ? prompt : null,
			count: Number.isInteger(count) && count > 0 ? count : 1,
			remarks,
		},
	};
}
