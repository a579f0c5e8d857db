import type { Model } from '../../shared/model';
import { custom } from './custom';
import { fineTune } from './fineTune';
import { flux2Klein4b, flux2Klein9b } from './flux2Klein';
import { fluxDev } from './fluxDev';
import { fluxDevLora } from './fluxDevLora';
import { fluxKontextDevLora } from './fluxKontextDevLora';
import { fluxSchnell } from './fluxSchnell';
import { fluxSchnellLora } from './fluxSchnellLora';
import { lucatacoFluxDevLora } from './lucatacoFluxDevLora';
import { lucatacoFluxSchnellLora } from './lucatacoFluxSchnellLora';

/** The default first. */
export const replicateModels: readonly Model[] = [
	fluxDevLora,
	fluxSchnellLora,
	fluxDev,
	fluxSchnell,
	lucatacoFluxDevLora,
	lucatacoFluxSchnellLora,
	fluxKontextDevLora,
	flux2Klein4b,
	flux2Klein9b,
	fineTune,
	custom,
];
