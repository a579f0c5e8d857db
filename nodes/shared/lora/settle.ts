import { usableTokens, type LoraTokens } from './tokens';
import type { Clock } from '../clock';
import type { Lora } from '../input/loras';
import type { Input } from '../input/schema';
import type { Model } from '../model';
import { asProblem, invalidInput, type Problem } from '../problem';
import { FAMILIES, foreignBase, nearBase } from './families';
import type { Lists } from './look';
import { printed, readReference } from './reference';
import { resolve } from './resolve';
import { spell } from './spell';
import type { Resolved, Ways } from './ways';
import { ownCard, withRemarks, withWords } from './words';

/** What an order knows of its LoRAs' surroundings. */
export interface Around {
	readonly lists: Lists | undefined;
	readonly clock: Clock;
	readonly fields: LoraTokens;
	readonly official: boolean;
	/** Look Up Trigger Words. */
	readonly words: boolean;
}

/** An input whose LoRAs are as the model takes them, or the first reason why it cannot be ordered. */
export interface Settled {
	readonly input: Input;
	readonly refusal?: Problem;
}

interface One {
	readonly lora: Lora;
	readonly remark?: string;
	readonly failure?: string;
}

function refuseForeign(model: Model, { card, reference }: Resolved): void {
	const { family } = model;
	if (family === undefined || card?.bases === undefined) return;
	const file = reference.kind === 'hub' ? reference.file : undefined;
	const foreign = foreignBase(family, card.bases, file);
	if (foreign === undefined) return;
	throw invalidInput(
		`The LoRA ${printed(reference)} is for ${foreign.slice(0, 80)}; ${model.name} takes LoRAs for ${FAMILIES[family].name}`,
		'Choose a LoRA for the base of this model. Nothing was sent to the provider.',
	);
}

/** What the row tells beside path and strength. */
function factsOf({ reference, card }: Resolved): Pick<Lora, 'page' | 'base' | 'version' | 'file'> {
	const base = card?.bases?.[0]?.slice(0, 200);
	const version =
		reference.kind === 'civitai' || reference.kind === 'replicate' ? reference.version : undefined;
	const file = reference.kind === 'hub' ? (reference.file ?? card?.files?.[0]) : undefined;
	const page =
		card?.page ??
		(reference.kind === 'hub'
			? `https://huggingface.co/${reference.repo}`
			: reference.kind === 'replicate'
				? `https://replicate.com/${reference.name}`
				: undefined);
	return {
		...(page === undefined ? {} : { page }),
		...(base === undefined ? {} : { base }),
		...(version === undefined ? {} : { version }),
		...(file === undefined ? {} : { file }),
	};
}

/** Throws a `Problem` for what the model cannot load. */
async function settleOne(model: Model, lora: Lora, ways: Omit<Ways, 'spelling'>): Promise<One> {
	const { place } = lora;
	if (place === undefined) return { lora };
	const given = readReference(lora.path);
	const early =
		given.kind === 'nothing' || given.kind === 'link' ? spell(given, place.spelling) : '';
	if (typeof early !== 'string') throw early;
	const resolved = await resolve(given, { ...ways, spelling: place.spelling });
	const path = spell(resolved.reference, place.spelling, resolved.weights);
	if (typeof path !== 'string') throw path;
	refuseForeign(model, resolved);
	const { card, silent } = resolved;
	const bases = card?.bases ?? [];
	const near = ways.family === undefined ? undefined : nearBase(ways.family, bases);
	const found = ways.patient ? (card?.triggerWords ?? null) : null;
	return {
		lora: { ...lora, path, triggerWords: lora.triggerWords ?? found, ...factsOf(resolved) },
		...(near === undefined
			? {}
			: { remark: `The LoRA ${path} is for ${near.slice(0, 80)}, and may do little here` }),
		...(card === undefined ? { failure: silent ?? `no public list knows ${printed(given)}` } : {}),
	};
}

/** The wire with each LoRA in its place as it is spelled now. */
function rewritten(wire: Input['wire'], loras: readonly Lora[]): Input['wire'] {
	const changed = structuredClone(wire);
	for (const { path, place } of loras) {
		if (place === undefined) continue;
		const { name, index } = place;
		if (index === undefined) {
			changed[name] = path;
			continue;
		}
		const list = changed[name] as unknown[];
		const entry = list[index];
		list[index] = typeof entry === 'object' && entry !== null ? { ...entry, path } : path;
	}
	return changed;
}

const checksOf = (found: readonly One[]) => found.flatMap(({ remark }) => remark ?? []);

function remarksOf(found: readonly One[], own: string | undefined): Record<string, string> {
	const failures = (given: boolean) =>
		found.flatMap(({ lora, failure }) =>
			failure !== undefined && (lora.triggerWords !== null) === given ? [failure] : [],
		);
	const missing = [...failures(false), ...(own === undefined ? [] : [own])];
	const unchecked = failures(true).map((why) => `The base of the LoRA was not looked up: ${why}`);
	const checks = [...unchecked, ...checksOf(found)];
	return {
		...(missing.length === 0
			? {}
			: { triggerWords: `Trigger words were not looked up: ${missing.join('; ')}` }),
		...(checks.length === 0 ? {} : { loraCheck: checks.join('. ') }),
	};
}

/**
 * The input with its LoRAs as the model takes them and, when wanted, their cards' trigger words where the
 * user gave none. A look-up that fails is said in the row. A refusal is returned, not thrown: what an
 * earlier try bought is taken up whatever a card says by then.
 */
export async function settled(model: Model, input: Input, around: Around): Promise<Settled> {
	const { lists, clock, fields, official, words } = around;
	const wantsOwn = words && input.ownWords === null;
	if (input.loras.length === 0 && !wantsOwn) return { input };
	const tokens = new Set<string>(usableTokens(model, fields, official).map(([, name]) => name));
	const ways = { lists, clock, family: model.family, tokens, patient: words };
	try {
		const found = await Promise.all(input.loras.map((lora) => settleOne(model, lora, ways)));
		const loras = found.map(({ lora }) => lora);
		const made = { ...input, loras, wire: rewritten(input.wire, loras) };
		const checks = checksOf(found);
		if (!words) {
			return {
				input: withRemarks(made, checks.length > 0 ? { loraCheck: checks.join('. ') } : {}),
			};
		}
		if (lists === undefined) {
			const why = 'Trigger words were not looked up: the credential has looking up switched off';
			return { input: withRemarks(made, { triggerWords: why }) };
		}
		const own = wantsOwn ? await ownCard(lists, input.target.endpoint) : {};
		const all = [...loras.map(({ triggerWords }) => triggerWords), own.words ?? null];
		return { input: withWords(model, withRemarks(made, remarksOf(found, own.failure)), all) };
	} catch (error) {
		return { input, refusal: asProblem(error) };
	}
}
