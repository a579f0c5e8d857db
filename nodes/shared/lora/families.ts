import type { LoraFamily } from '../model';

interface Family {
	readonly name: string;
	/** Hugging Face's names of the base, as in the tag `base_model:adapter:…` (models.md 2.1). */
	readonly bases: readonly string[];
	/** CivitAI's labels (models.md 2.2). */
	readonly labels: readonly string[];
	/** What a card's base looks like when it belongs here. */
	readonly like: RegExp;
}

export const FAMILIES: Readonly<Record<LoraFamily, Family>> = {
	flux1: {
		name: 'FLUX.1',
		bases: ['black-forest-labs/FLUX.1-dev'],
		labels: ['Flux.1 D'],
		like: /flux[._-]?1|flux\.1 [ds]/i,
	},
	kontext: {
		name: 'FLUX.1 Kontext',
		bases: ['black-forest-labs/FLUX.1-Kontext-dev'],
		labels: ['Flux.1 Kontext'],
		like: /flux[._-]?1/i,
	},
	krea: {
		name: 'FLUX.1 Krea',
		bases: ['black-forest-labs/FLUX.1-Krea-dev'],
		labels: ['Flux.1 Krea'],
		like: /flux[._-]?1/i,
	},
	flux2: {
		name: 'FLUX.2 dev',
		bases: ['black-forest-labs/FLUX.2-dev'],
		labels: ['Flux.2 D'],
		like: /flux[._-]?2(?:-dev| d)/i,
	},
	klein4b: {
		name: 'FLUX.2 klein 4B',
		bases: ['black-forest-labs/FLUX.2-klein-4B', 'black-forest-labs/FLUX.2-klein-base-4B'],
		labels: ['Flux.2 Klein 4B', 'Flux.2 Klein 4B-base'],
		like: /klein.*4b/i,
	},
	klein9b: {
		name: 'FLUX.2 klein 9B',
		bases: ['black-forest-labs/FLUX.2-klein-9B', 'black-forest-labs/FLUX.2-klein-base-9B'],
		labels: ['Flux.2 Klein 9B', 'Flux.2 Klein 9B-base'],
		like: /klein.*9b/i,
	},
};

/** Bases that are known to be something else than one of ours; an unknown name proves nothing. */
const OTHERS =
	/stable-?diffusion|sdxl|sd ?[123]\.|\bsd[123]\b|pony|illustrious|qwen|z-?image|\bwan-?ai|wan video|hunyuan|\bchroma(?!t)|kolors|auraflow|hidream|noobai|\bltxv?\b|\blumina(?!t)|pixart|cogvideo|\bmochi\b/i;

const isFlux = (name: string) => /flux/i.test(name);

/** A merge of FLUX may be named after anything that it looks like. */
const isKnown = (base: string) =>
	Object.values(FAMILIES).some(({ like }) => like.test(base)) ||
	(OTHERS.test(base) && !isFlux(base));

/** Of FLUX.1's architecture, and trained for something of their own (models.md 0). */
const NEAR = { kontext: /kontext/i, krea: /krea/i } as const;

/** A base that loads and may do little: a card that names Kontext or Krea alone, at another model of FLUX.1. */
export function nearBase(family: LoraFamily, bases: readonly string[]): string | undefined {
	const of = (name: keyof typeof NEAR) =>
		name !== family && bases.length > 0 && bases.every((base) => NEAR[name].test(base));
	return of('kontext') || of('krea') ? bases[0] : undefined;
}

/**
 * The first base of a card when the card says that the LoRA is for another family; undefined otherwise, and
 * where the name of the file contradicts its repo, which may hold files for several bases.
 */
export function foreignBase(
	family: LoraFamily,
	bases: readonly string[],
	file = '',
): string | undefined {
	if (bases.length === 0 || bases.some((base) => FAMILIES[family].like.test(base)))
		return undefined;
	if (isFlux(file) && !bases.some(isFlux)) return undefined;
	return bases.every(isKnown) ? bases[0] : undefined;
}
