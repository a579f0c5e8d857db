import type { Model } from '../../shared/model';
import { custom } from './custom';
import { flux2Models } from './flux2';
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
	...flux2Models,
	custom,
];
