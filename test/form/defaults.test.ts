import { submitted } from '../tools/submitted';

const prompt = 'a lighthouse at dawn';
const replicate = { prompt, aspect_ratio: '1:1', num_outputs: 1 };
const fal = { prompt, image_size: 'landscape_4_3', num_images: 1 };
const waveSpeed = { prompt, size: '1024*1024', num_images: 1 };
const image_url = 'https://x.test/a.png';
const hash = '0a'.repeat(32);

describe('a form filled in with what it demands, and nothing else', () => {
	it.each([
		['black-forest-labs/flux-dev-lora', {}, replicate],
		['black-forest-labs/flux-schnell-lora', {}, replicate],
		['black-forest-labs/flux-dev', {}, replicate],
		['black-forest-labs/flux-schnell', {}, replicate],
		['lucataco/flux-dev-lora', {}, replicate],
		['lucataco/flux-schnell-lora', {}, replicate],
		['black-forest-labs/flux-2-klein-4b-base-lora', {}, { prompt, aspect_ratio: '1:1' }],
		['black-forest-labs/flux-2-klein-9b-base-lora', {}, { prompt, aspect_ratio: '1:1' }],
		['fineTune', { ownModel: `me/mine:${hash}` }, replicate],
		['fal-ai/flux-lora', {}, fal],
		['fal-ai/flux/dev', {}, fal],
		['fal-ai/flux/schnell', {}, fal],
		['fal-ai/flux-krea-lora', {}, fal],
		['fal-ai/flux-2/lora', {}, fal],
		['fal-ai/flux-lora/image-to-image', { image_url }, { prompt, num_images: 1 }],
		['fal-ai/flux-lora/inpainting', { image_url, mask_url: 'data' }, { prompt, num_images: 1 }],
		['fal-ai/flux-2/lora/edit', { image_urls: 'data' }, { prompt, num_images: 1 }],
		['wavespeed-ai/flux-dev-lora', {}, waveSpeed],
		['wavespeed-ai/flux-dev-lora-ultra-fast', {}, waveSpeed],
		['wavespeed-ai/flux-schnell-lora', {}, waveSpeed],
		['wavespeed-ai/flux-dev', {}, waveSpeed],
		['wavespeed-ai/flux-schnell', {}, waveSpeed],
		['wavespeed-ai/flux-krea-dev-lora', {}, { prompt, size: '1024*1024' }],
		['wavespeed-ai/flux-kontext-dev-lora', {}, { prompt, num_images: 1 }],
	])('for %s sends exactly the documented defaults of its first level', (model, extra, wire) => {
		const input = submitted({ operation: 'generate', model, prompt, ...extra });
		expect(input.wire).toEqual(wire);
		expect(input).toMatchObject({ loras: [], prompt, count: 1 });
	});
});

describe('My Fine-Tune', () => {
	it('keeps its option Base Model, whose wire name is that of the node parameter Model', () => {
		const { wire, target } = submitted({
			operation: 'generate',
			model: 'fineTune',
			prompt,
			ownModel: `me/mine:${hash}`,
			options: { model: 'schnell', num_inference_steps: 4, lora_scale: 1.1 },
		});
		expect(wire).toEqual({
			...replicate,
			model: 'schnell',
			num_inference_steps: 4,
			lora_scale: 1.1,
		});
		expect(target).toEqual({ endpoint: 'me/mine', version: `me/mine:${hash}` });
	});
});

describe("an option that is added and left at the form's value", () => {
	it('is sent as it stands there, an empty seed and an empty image aside', () => {
		const { wire } = submitted({
			operation: 'generate',
			model: 'wavespeed-ai/flux-schnell-lora',
			prompt,
			options: { image: '', strength: 0.8, seed: '', enable_safety_checker: true },
		});
		expect(wire).toEqual({ ...waveSpeed, strength: 0.8, enable_safety_checker: true });
	});
});
