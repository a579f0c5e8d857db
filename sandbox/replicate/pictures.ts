import type { ReplicateModel } from '../catalog/replicate';
import type { PictureFormat, PictureSpec } from '../paint/picture';
import { sizeLike, startImage } from '../startImage';
import type { World } from '../world';
import { lorasOf } from './lora';

// providers.md 1.10
const ratios: Readonly<Record<string, readonly [number, number]>> = {
	'1:1': [1024, 1024],
	'16:9': [1344, 768],
	'21:9': [1536, 640],
	'3:2': [1216, 832],
	'2:3': [832, 1216],
	'4:5': [896, 1088],
	'5:4': [1088, 896],
	'3:4': [896, 1152],
	'4:3': [1152, 896],
	'9:16': [768, 1344],
	'9:21': [640, 1536],
};

type Input = Readonly<Record<string, unknown>>;

const number = (value: unknown, fallback: number): number =>
	typeof value === 'number' ? value : fallback;

/** The input as the model sees it, with the defaults of its table. */
export function withDefaults(model: ReplicateModel, input: Input): Input {
	const defaults = Object.entries(model.input.properties).flatMap(([key, property]) =>
		property.default === undefined ? [] : [[key, property.default]],
	);
	return { ...(Object.fromEntries(defaults) as Input), ...input };
}

export function startOf(input: Input): unknown {
	const many = input['input_images'] ?? input['images'];
	return input['image'] ?? input['input_image'] ?? (Array.isArray(many) ? many[0] : undefined);
}

/** The image decides the size, except where the form asks for a ratio (klein, flux-2). */
async function sizeOf(world: World, input: Input): Promise<readonly [number, number]> {
	const ratio = String(input['aspect_ratio'] ?? '');
	const start = await startImage(world, startOf(input));
	const follows = 'image' in input || ratio.startsWith('match_input');
	if (follows && typeof start === 'object') return sizeLike(start);
	if (ratio === 'custom' || !('aspect_ratio' in input)) {
		return [number(input['width'], 1024), number(input['height'], 1024)];
	}
	return ratios[ratio] ?? [1024, 1024];
}

export async function picturesOf(
	world: World,
	id: string,
	model: ReplicateModel,
	given: Input,
	seed: number,
): Promise<readonly PictureSpec[]> {
	const input = withDefaults(model, given);
	const [wide, high] = await sizeOf(world, input);
	const scale = Math.sqrt(Number(input['megapixels'] ?? input['output_megapixels'] ?? 1));
	const format = String(input['output_format']).replace('jpg', 'jpeg') as PictureFormat;
	const loras = lorasOf(id, model, input);
	return Array.from({ length: number(input['num_outputs'], 1) }, (_, i) => ({
		prompt: String(input['prompt']),
		model: id,
		seed: seed + i,
		loras,
		width: Math.round(wide * scale),
		height: Math.round(high * scale),
		format,
		quality: number(input['output_quality'], 80),
	}));
}
