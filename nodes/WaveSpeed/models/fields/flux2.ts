import {
	base64Output,
	images,
	loras,
	outputFormat,
	prompt,
	seed,
	size,
	sizeOfImage,
} from './common';

/** What is known of the inputs of FLUX.2; the rest is asked live (models.md 1.3). */
export const textToImage = [prompt, loras, size, seed, outputFormat, base64Output] as const;

export const edit = [prompt, images, loras, sizeOfImage, seed, outputFormat, base64Output] as const;
