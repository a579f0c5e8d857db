import { bfl, fal, parse, prompt, refusal, wave } from './parsed';

describe('a value', () => {
	it.each([
		['a number that a sheet gave as a text', fal, { num_images: ' 2 ' }, { num_images: 2 }],
		[
			'a negative fraction as a text',
			bfl,
			{ lora_weights: 'a/b', lora_scale: '-0.5' },
			{ lora_scale: -0.5 },
		],
		['true as a text', bfl, { go_fast: 'True' }, { go_fast: true }],
		['false', bfl, { go_fast: false }, { go_fast: false }],
		['zero', bfl, { prompt_strength: 0 }, { prompt_strength: 0 }],
		['a number where a choice is a text', bfl, { megapixels: 0.25 }, { megapixels: '0.25' }],
		['a number where a text is wanted', fal, { prompt: 42 }, { prompt: '42' }],
		['an empty image that a user put into an option', wave, { image: '' }, { image: '' }],
	])('%s is taken', (_what, model, raw, wire) => {
		expect(parse(model, { prompt, ...raw }).wire).toMatchObject(wire);
	});

	it.each([
		['null', { num_inference_steps: null, seed: null, guidance: null }],
		['undefined', { num_inference_steps: undefined, lora_weights: undefined }],
		['a strength without a LoRA', { lora_weights: '', lora_scale: 1.5, extra_lora_scale: 1 }],
		['a path of blanks', { lora_weights: '  ', lora_scale: 99 }],
	])('%s is not sent', (_what, raw) => {
		expect(parse(bfl, { prompt, ...raw }).wire).toEqual({ prompt });
	});

	it.each([
		['no prompt', bfl, { prompt: undefined }, 'Prompt is empty'],
		['a prompt of blanks', bfl, { prompt: ' \n' }, 'Prompt is empty'],
		['a list as the prompt', bfl, { prompt: ['a'] }, 'Prompt must be a text; it is a list'],
		[
			'an empty number',
			fal,
			{ num_images: '' },
			'Number of Images must be a whole number from 1 to 4; it is empty',
		],
		[
			'five images',
			fal,
			{ num_images: 5 },
			'Number of Images must be a whole number from 1 to 4; it is 5',
		],
		[
			'a number with a comma',
			bfl,
			{ guidance: '3,5' },
			'Guidance must be a number from 0 to 10; it is "3,5"',
		],
		[
			'infinity',
			bfl,
			{ guidance: Infinity },
			'Guidance must be a number from 0 to 10; it is Infinity',
		],
		[
			'hexadecimal',
			fal,
			{ num_images: '0x1' },
			'Number of Images must be a whole number from 1 to 4; it is "0x1"',
		],
		[
			'the square pro of seed 004',
			fal,
			{ image_size: 'square pro' },
			'Image Size must be one of square_hd, square, portrait_4_3, portrait_16_9, landscape_4_3, landscape_16_9, custom; it is "square pro"',
		],
		['an input of another model', fal, { go_fast: true }, 'FLUX Dev LoRA has no input "go_fast"'],
		[
			'a seed below -1 at WaveSpeed',
			wave,
			{ seed: -2 },
			'Seed must be a whole number from -1 to 2147483647; it is -2',
		],
		[
			'no start image',
			'fal-ai/flux-lora/image-to-image',
			{ image_url: '' },
			'Start Image is empty',
		],
		[
			'a version that is none',
			'lucataco/flux-dev-lora',
			{ version: 'latest' },
			'Version must be owner/name:version, or the 64 characters of the version alone; it is "latest"',
		],
		[
			'a custom size without a width',
			fal,
			{ image_size: 'custom', customHeight: 512 },
			'Width must be a whole number from 1 to 14142; it is empty',
		],
	])('%s is refused', (_what, model, raw, message) => {
		expect(refusal(model, { prompt, ...raw })).toBe(message);
	});
});
