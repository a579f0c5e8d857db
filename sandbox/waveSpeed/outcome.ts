import type { WaveSpeedModel } from '../catalog/waveSpeed';
import { loraList, unloadable } from '../loraList';
import type { PictureFormat, PictureSpec } from '../paint/picture';
import { startImage } from '../startImage';
import type { Outcome } from '../tasks';
import { says } from '../words';
import type { World } from '../world';

type Input = Readonly<Record<string, unknown>>;

function picturesOf(id: string, model: WaveSpeedModel, given: Input, seed: number): PictureSpec[] {
	const defaults = Object.entries(model.input.properties).map(([key, { default: value }]) => [
		key,
		value,
	]);
	const input = { ...(Object.fromEntries(defaults) as Input), ...given };
	const [width = 1024, height = 1024] = String(input['size']).split('*').map(Number);
	return Array.from({ length: Number(input['num_images'] ?? 1) }, (_, i) => ({
		prompt: String(input['prompt']),
		model: id,
		seed: seed + i,
		loras: loraList(input),
		width,
		height,
		format: String(input['output_format']) as PictureFormat,
		quality: 90,
	}));
}

const failed = (error: string, code: number): Outcome => ({
	...{ status: 'failed', error, code },
	...{ pictures: [], flagged: [], asked: 0 },
});

/** How a prediction will end; codes from providers.md 3.5. */
export async function outcomeOf(
	world: World,
	id: string,
	model: WaveSpeedModel,
	input: Input,
	seed: number,
): Promise<Outcome> {
	const prompt = String(input['prompt']);
	if (says(prompt, '[fail]')) return failed('Model execution failed: CUDA out of memory', 1403);
	const bad = unloadable(input);
	if (bad !== undefined || says(prompt, '[lora]')) {
		return failed(`Failed to load LoRA weights: ${bad?.path ?? 'download failed'}`, 1402);
	}
	for (const field of ['image', 'mask_image']) {
		if ((await startImage(world, input[field])) === 'broken') {
			return failed(`Failed to fetch media: ${field}`, 1402);
		}
	}
	const asked = picturesOf(id, model, input, seed);
	const fewer = says(prompt, '[fewer]') ? asked.slice(0, Math.max(1, asked.length - 1)) : asked;
	const pictures = says(prompt, '[none]') ? [] : fewer;
	const checked = input['enable_safety_checker'] !== false && says(prompt, '[nsfw]');
	return {
		status: 'succeeded',
		pictures,
		flagged: pictures.map((_, i) => checked && i === 0),
		asked: asked.length,
	};
}
