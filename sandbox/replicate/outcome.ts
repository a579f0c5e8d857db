import type { ReplicateModel } from '../catalog/replicate';
import type { PictureSpec } from '../paint/picture';
import { startImage } from '../startImage';
import type { Outcome } from '../tasks';
import { says } from '../words';
import type { World } from '../world';
import { loraProblem, lorasOf } from './lora';
import { picturesOf, startOf } from './pictures';

type Input = Readonly<Record<string, unknown>>;

const sensitive =
	'The input or output was flagged as sensitive. Please try again with different inputs. (E005)';
const memory =
	'CUDA out of memory. Tried to allocate 90.00 MiB (GPU 0; 79.15 GiB total capacity; 77.61 GiB already allocated; 26.25 MiB free)';
const authorization =
	'Authorization to download weights failed. Please check to see if an API key is needed and if so pass in with the request.';

/** How a prediction will end (providers.md 1.9). */
export async function outcomeOf(
	world: World,
	id: string,
	model: ReplicateModel,
	input: Input,
	seed: number,
): Promise<Outcome> {
	const prompt = String(input['prompt']);
	const asked = await picturesOf(world, id, model, input, seed);
	const failed = (error: string): Outcome => ({
		status: 'failed',
		error,
		pictures: [],
		flagged: [],
		asked: asked.length,
	});
	if (says(prompt, '[refuse]')) return failed(sensitive);
	if (says(prompt, '[fail]')) return failed(memory);
	if (says(prompt, '[lora]')) return failed(authorization);
	const own = 'replicate_weights' in model.input.properties;
	for (const { path } of lorasOf(id, model, input)) {
		const problem = own && path === id ? undefined : loraProblem(model.lora, path);
		if (problem !== undefined) return failed(problem);
	}
	const start = startOf(input);
	if ((await startImage(world, start)) === 'broken') {
		return failed("cannot identify image file 'input'");
	}
	const pictures = shown(asked, prompt, input);
	if (pictures.length === 0 && !says(prompt, '[none]')) return failed(model.allUnsafe);
	return {
		status: 'succeeded',
		pictures,
		flagged: pictures.map(() => false),
		asked: asked.length,
	};
}

function shown(asked: readonly PictureSpec[], prompt: string, input: Input) {
	if (says(prompt, '[none]')) return [];
	if (says(prompt, '[fewer]')) return asked.slice(0, Math.max(1, asked.length - 1));
	const checked = input['disable_safety_checker'] !== true;
	return checked && says(prompt, '[nsfw]') ? asked.slice(1) : asked;
}
