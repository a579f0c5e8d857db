import type { Clock } from '../clock';
import type { Lora } from '../input/loras';
import { limits } from '../limits';
import type { LoraFamily, Model } from '../model';
import { invalidInput } from '../problem';
import { FAMILIES } from './families';
import type { Lists } from './look';
import { looked, type Looked } from './looked';

/** Throws a `Problem` (invalidInput) when a card says that its LoRA was made for another base. */
function refuseForeign(
	model: Model,
	family: LoraFamily,
	found: ReadonlyArray<Looked | undefined>,
): void {
	const wrong = found.find((one) => one?.foreign !== undefined);
	if (wrong === undefined) return;
	throw invalidInput(
		`The LoRA ${wrong.lora.path} is for ${wrong.foreign ?? 'another base'}; ${model.name} takes LoRAs for ${FAMILIES[family].name}`,
		'Choose a LoRA for the base of this model. Nothing was sent to the provider.',
	);
}

/**
 * The same before an order, from the public lists alone, for `baseCheckMs` at most: a card that cannot be had
 * by then refuses nothing. What came later is remembered for the next order.
 */
export async function checkBases(
	model: Model,
	loras: readonly Lora[],
	lists: Lists | undefined,
	clock: Clock,
): Promise<void> {
	const { family } = model;
	const spelling = model.fields.find((one) => one.kind === 'loras')?.lists;
	if (lists === undefined || family === undefined || spelling === undefined) return;
	if (loras.length === 0) return;
	const known = { ...lists, own: undefined };
	const over = new AbortController();
	const enough = clock.sleep(limits().baseCheckMs, over.signal).then(() => undefined);
	// Each by itself: one silent page says nothing about the others.
	const each = loras.map((lora) => Promise.race([looked(known, lora, spelling, family), enough]));
	refuseForeign(model, family, await Promise.all(each).finally(() => over.abort()));
}
