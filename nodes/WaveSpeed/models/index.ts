import type { Model } from '../../shared/model';
import { custom } from './custom';
import { flux2DevLora } from './flux2DevLora';
import { flux2DevLoraEdit } from './flux2DevLoraEdit';
import { flux2Klein4bLora } from './flux2Klein4bLora';
import { flux2Klein4bLoraEdit } from './flux2Klein4bLoraEdit';
import { flux2Klein9bLora } from './flux2Klein9bLora';
import { flux2Klein9bLoraEdit } from './flux2Klein9bLoraEdit';
import { flux2KleinBase4bLora } from './flux2KleinBase4bLora';
import { flux2KleinBase4bLoraEdit } from './flux2KleinBase4bLoraEdit';
import { flux2KleinBase9bLora } from './flux2KleinBase9bLora';
import { flux2KleinBase9bLoraEdit } from './flux2KleinBase9bLoraEdit';
import { fluxDev } from './fluxDev';
import { fluxDevLora } from './fluxDevLora';
import { fluxDevLoraUltraFast } from './fluxDevLoraUltraFast';
import { fluxKontextDevLora } from './fluxKontextDevLora';
import { fluxKreaDevLora } from './fluxKreaDevLora';
import { fluxSchnell } from './fluxSchnell';
import { fluxSchnellLora } from './fluxSchnellLora';

/** The default first. */
export const waveSpeedModels: readonly Model[] = [
	fluxDevLora,
	fluxDevLoraUltraFast,
	fluxSchnellLora,
	fluxDev,
	fluxSchnell,
	fluxKreaDevLora,
	fluxKontextDevLora,
	flux2DevLora,
	flux2DevLoraEdit,
	flux2Klein4bLora,
	flux2Klein4bLoraEdit,
	flux2Klein9bLora,
	flux2Klein9bLoraEdit,
	flux2KleinBase4bLora,
	flux2KleinBase4bLoraEdit,
	flux2KleinBase9bLora,
	flux2KleinBase9bLoraEdit,
	custom,
];
