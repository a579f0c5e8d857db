import { defineModel, type LoraFamily } from '../../shared/model';
import * as common from './fields/common';

/** What all of them are known to take; the rest is asked live (models.md 1.3). */
const rest = [common.seed, common.outputFormat, common.base64Output] as const;
const make = (slug: string, label: string, family: LoraFamily, seconds: number) =>
	defineModel({
		id: `wavespeed-ai/flux-2-${slug}/text-to-image-lora`,
		endpoint: `wavespeed-ai/flux-2-${slug}/text-to-image-lora`,
		name: `FLUX.2 ${label} LoRA`,
		summary: `Up to three LoRAs of FLUX.2 ${label}, about ${seconds} seconds`,
		docs: `https://wavespeed.ai/models/wavespeed-ai/flux-2-${slug}/text-to-image-lora`,
		seconds,
		family,
		fields: [common.prompt, common.loras, common.size, ...rest],
	});
const edit = (slug: string, label: string, family: LoraFamily, seconds: number) =>
	defineModel({
		id: `wavespeed-ai/flux-2-${slug}/edit-lora`,
		endpoint: `wavespeed-ai/flux-2-${slug}/edit-lora`,
		name: `FLUX.2 ${label} LoRA, Edit`,
		summary: `Edits images by a prompt, with up to three LoRAs of FLUX.2 ${label}, about ${seconds} seconds`,
		docs: `https://wavespeed.ai/models/wavespeed-ai/flux-2-${slug}/edit-lora`,
		seconds,
		family,
		fields: [common.prompt, common.images, common.loras, common.sizeOfImage, ...rest],
	});

export const flux2Models = [
	make('dev', 'Dev', 'flux2', 8),
	edit('dev', 'Dev', 'flux2', 10),
	make('klein-4b', 'Klein 4B', 'klein4b', 3),
	edit('klein-4b', 'Klein 4B', 'klein4b', 4),
	make('klein-9b', 'Klein 9B', 'klein9b', 4),
	edit('klein-9b', 'Klein 9B', 'klein9b', 5),
	make('klein-base-4b', 'Klein Base 4B', 'klein4b', 5),
	edit('klein-base-4b', 'Klein Base 4B', 'klein4b', 6),
	make('klein-base-9b', 'Klein Base 9B', 'klein9b', 7),
	edit('klein-base-9b', 'Klein Base 9B', 'klein9b', 8),
] as const;
