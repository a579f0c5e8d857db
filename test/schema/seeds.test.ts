import type { INodeParameters } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { submitted } from '../tools/submitted';

const request = (seed: string) =>
	JSON.parse(
		readFileSync(join(__dirname, '..', 'fixtures', `seed-${seed}-request.json`), 'utf8'),
	) as Record<string, unknown> & { input: Record<string, unknown> };

const castle = 'a beautiful castle frstingln illustration';
const lucataco: INodeParameters = {
	operation: 'generate',
	hf_lora: 'alvdansen/frosting_lane_flux',
	options: { output_format: 'webp', output_quality: 80, prompt_strength: 0.8 },
};
const options = (more: INodeParameters) => ({ ...(lucataco.options as INodeParameters), ...more });

describe("a seed's own request", () => {
	it('000: lucataco/flux-schnell-lora with owner/name:hash, key by key', () => {
		const { version, input } = request('000');
		const { target, wire } = submitted({
			...lucataco,
			model: 'lucataco/flux-schnell-lora',
			prompt: castle,
			options: options({ num_inference_steps: 4 }),
		});
		expect(wire).toEqual(input);
		expect(target).toEqual({ endpoint: 'lucataco/flux-schnell-lora', version });
	});

	it('001: lucataco/flux-dev-lora with owner/name:hash, key by key', () => {
		const { version, input } = request('001');
		const { target, wire, loras } = submitted({
			...lucataco,
			model: 'lucataco/flux-dev-lora',
			prompt: castle,
			options: options({ num_inference_steps: 28, guidance_scale: 3.5 }),
		});
		expect(wire).toEqual(input);
		expect(target).toEqual({ endpoint: 'lucataco/flux-dev-lora', version });
		expect(loras).toMatchObject([
			{ path: 'alvdansen/frosting_lane_flux', scale: 0.8, triggerWords: null },
		]);
	});

	it('002: wavespeed-ai/flux-schnell-lora with the seed -1, key by key but the empty image', () => {
		const seed = request('002');
		const { target, wire, images } = submitted({
			operation: 'generate',
			model: 'wavespeed-ai/flux-schnell-lora',
			prompt: seed.prompt as string,
			loras: { row: [{ path: 'strangerzonehf/Flux-Super-Realism-LoRA' }] },
			options: {
				image: '',
				strength: 0.8,
				seed: '-1',
				output_format: 'jpeg',
				enable_base64_output: false,
				enable_safety_checker: true,
			},
		});
		// A blank is no start image.
		const { image, ...sent } = seed;
		expect(image).toBe('');
		expect(wire).toEqual(sent);
		expect(target).toEqual({ endpoint: 'wavespeed-ai/flux-schnell-lora' });
		expect(images).toEqual([]);
	});

	it('003: black-forest-labs/flux-schnell without a version, key by key', () => {
		const { input } = request('003-model');
		const { target, wire } = submitted({
			operation: 'generate',
			model: 'black-forest-labs/flux-schnell',
			prompt: input.prompt as string,
			options: {
				go_fast: true,
				megapixels: '1',
				output_format: 'jpg',
				output_quality: 80,
				num_inference_steps: 4,
			},
		});
		expect(wire).toEqual(input);
		expect(target).toEqual({ endpoint: 'black-forest-labs/flux-schnell' });
	});

	it('003: a bare version hash, key by key', () => {
		const { version, input } = request('003-hash');
		const { target, wire } = submitted({
			...lucataco,
			model: 'lucataco/flux-schnell-lora',
			prompt: input.prompt as string,
			options: options({ num_inference_steps: 4, version: version as string }),
		});
		expect(wire).toEqual(input);
		expect(target).toEqual({ endpoint: 'lucataco/flux-schnell-lora', version });
	});

	it('004: fal-ai/flux-lora, key by key', () => {
		const seed = request('004');
		const { target, wire } = submitted({
			operation: 'generate',
			model: 'fal-ai/flux-lora',
			prompt: seed.prompt as string,
			options: {
				num_inference_steps: 28,
				guidance_scale: 3.5,
				enable_safety_checker: true,
				output_format: 'jpeg',
			},
		});
		expect(wire).toEqual(seed);
		expect(target).toEqual({ endpoint: 'fal-ai/flux-lora' });
	});
});
