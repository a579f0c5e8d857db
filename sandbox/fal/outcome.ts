import { falModels, imageSizes } from '../catalog/fal';
import { loraList, unloadable } from '../loraList';
import type { PictureFormat, PictureSpec } from '../paint/picture';
import { sizeLike, startImage } from '../startImage';
import type { Outcome } from '../tasks';
import { isRecord } from '../types';
import { validate } from '../validate';
import { says } from '../words';
import type { World } from '../world';
import { detail, modelIssue } from './problems';

type Input = Readonly<Record<string, unknown>>;

function failed(status: number, body: unknown, error: string, errorType: string): Outcome {
	return {
		status: 'failed',
		error,
		errorType,
		result: { status, body },
		pictures: [],
		flagged: [],
		asked: 0,
	};
}

/** `X-Fal-Request-Timeout`: the request did not start in time (providers.md 2.2, 2.5). */
export const notStarted = failed(
	504,
	{ detail: 'Request timed out', error_type: 'request_timeout' },
	'Request timed out',
	'request_timeout',
);

function withDefaults(id: string, input: Input): Input {
	const properties = falModels[id]?.input.properties ?? {};
	const defaults = Object.entries(properties).map(([key, property]) => [key, property.default]);
	return { ...(Object.fromEntries(defaults) as Input), ...input };
}

async function sizeOf(world: World, input: Input): Promise<readonly [number, number]> {
	const size = input['image_size'];
	if (isRecord(size)) return [Number(size['width'] ?? 512), Number(size['height'] ?? 512)];
	const many = input['image_urls'];
	const start = await startImage(world, input['image_url'] ?? (Array.isArray(many) ? many[0] : ''));
	if (typeof start === 'object') return sizeLike(start);
	return imageSizes[String(size)] ?? [1024, 768];
}

async function picturesOf(world: World, id: string, given: Input, seed: number) {
	const input = withDefaults(id, given);
	const [width, height] = await sizeOf(world, input);
	const flagged =
		says(String(input['prompt']), '[nsfw]') && input['enable_safety_checker'] === true;
	return Array.from({ length: Number(input['num_images']) }, (_, i): PictureSpec => ({
		prompt: String(input['prompt']),
		model: id,
		seed: seed + i,
		loras: loraList(input),
		width,
		height,
		format: String(input['output_format']) as PictureFormat,
		quality: 90,
		black: flagged && i === 0,
	}));
}

async function inputProblem(world: World, id: string, input: Input): Promise<Outcome | undefined> {
	const model = falModels[id];
	const issues = model === undefined ? [] : validate(model.input, input);
	if (issues.length > 0) return failed(422, detail(issues), 'Validation error', 'validation_error');
	const prompt = String(input['prompt']);
	const bad = unloadable(input);
	if (bad !== undefined || says(prompt, '[lora]')) {
		const words = `Failed to download the LoRA weights from ${bad?.path ?? 'the given path'}`;
		const body = modelIssue('loras', words, 'file_download_error', input['loras']);
		return failed(422, body, words, 'file_download_error');
	}
	for (const field of ['image_url', 'mask_url']) {
		if ((await startImage(world, input[field])) !== 'broken') continue;
		const words =
			'Failed to download the file. Please check if the URL is accessible and try again.';
		return failed(
			422,
			modelIssue(field, words, 'file_download_error', ''),
			words,
			'file_download_error',
		);
	}
	return undefined;
}

/** How a request will end; on the queue a wrong input shows in its result (providers.md 2.3). */
export async function outcomeOf(
	world: World,
	id: string,
	input: Input,
	seed: number,
): Promise<Outcome> {
	const problem = await inputProblem(world, id, input);
	if (problem !== undefined) return problem;
	const prompt = String(input['prompt']);
	if (says(prompt, '[refuse]')) {
		const words =
			'The content could not be processed because it contained material flagged by a content checker.';
		const body = modelIssue('prompt', words, 'content_policy_violation', prompt);
		return failed(422, body, words, 'content_policy_violation');
	}
	if (says(prompt, '[fail]')) {
		const body = { detail: 'Internal Server Error', error_type: 'internal_error' };
		return failed(500, body, 'Internal Server Error', 'internal_error');
	}
	const asked = await picturesOf(world, id, input, seed);
	const fewer = says(prompt, '[fewer]') ? asked.slice(0, Math.max(1, asked.length - 1)) : asked;
	const pictures = says(prompt, '[none]') ? [] : fewer;
	return {
		status: 'succeeded',
		pictures,
		flagged: pictures.map(({ black }) => black === true),
		asked: asked.length,
	};
}
