import type { Model } from '../../shared/model';
import { custom } from './custom';
import { flux2Lora } from './flux2Lora';
import { flux2LoraEdit } from './flux2LoraEdit';
import { fluxDev } from './fluxDev';
import { fluxKontextLora } from './fluxKontextLora';
import { fluxKreaLora } from './fluxKreaLora';
import { fluxLora } from './fluxLora';
import { fluxLoraImageToImage } from './fluxLoraImageToImage';
import { fluxLoraInpainting } from './fluxLoraInpainting';
import { fluxSchnell } from './fluxSchnell';

/** The default first. */
export const falModels: readonly Model[] = [
	fluxLora,
	fluxLoraImageToImage,
	fluxLoraInpainting,
	fluxDev,
	fluxSchnell,
	fluxKreaLora,
	fluxKontextLora,
	flux2Lora,
	flux2LoraEdit,
	custom,
];
