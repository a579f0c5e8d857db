import { ownerOf } from '../client/lookUp';
import { withDrawnSeed } from '../input/drawnSeed';
import type { Input, Wanted } from '../input/schema';
import type { Order } from '../client/submit';
import { listsOf } from '../lora/look';
import { settled } from '../lora/settle';
import { withRemarks } from '../lora/words';
import { wholeOrder, type Planned } from '../money/caps';
import { unpricedIn } from '../money/cost';
import { boughtBefore } from '../money/earlier';
import type { Shared } from '../pace/lasting';
import { runBatch, type Batch } from '../pace/batch';
import { beforeSubmit, Problem } from '../problem';
import { plural } from '../words/plural';
import { readAnyModel, wantsAnyModel } from './anyModel';
import { readRunOptions, readWanted, saidOf, type RunOptions } from './parameters';
import type { Run, SharedRun } from './run';
import { failing, toldOf } from './slips';
import { webhookRemark } from './webhook';
import { lookAtStartImages, orderHash, type StartImages } from './startImage';

/** What one item is going to order: checked, and sent as it was checked. */
export interface Prepared extends Wanted {
	readonly run: Run;
	readonly options: RunOptions;
	readonly images: readonly StartImages[];
	/** Of what was declared; a list may answer differently in a retry. */
	readonly hash: string;
	readonly shared: Shared;
	/** Inputs that say nothing about the price. */
	readonly unpriced: readonly string[];
	/** An earlier try ordered it. */
	readonly bought: boolean;
}

/** How many are prepared side by side: they wait for public lists and for files. */
const AT_ONCE = 20;

function sharedOf({ opened }: Run, { input, model }: Wanted): Shared {
	const credential = ownerOf(opened.session);
	const run = JSON.stringify([credential, model.id, input.target]);
	const loras = JSON.stringify([run, input.loras.map(({ path }) => path)]);
	return { credential, model: run, loras };
}

/** Everything that is read and asked before anything is sent; an expression of the user's may throw here. */
async function prepare(all: SharedRun, item: number): Promise<Prepared> {
	const run = { ...all, ...(await all.accountOf(item)) };
	const { context, service, opened, fields, memory } = run;
	const { session } = opened;
	const anyModel = wantsAnyModel(context);
	const wanted = anyModel
		? await readAnyModel(context, service, session, item)
		: readWanted(context, service.models, item);
	const { model, slips } = wanted;
	run.told.set(item, { model: wanted.input.target.endpoint, prompt: wanted.input.prompt });
	const options = readRunOptions(context, item);
	const slip = failing(slips, options.ifMissing);
	if (slip !== undefined) throw slip;
	const noticed = { ...toldOf(slips), ...webhookRemark(session, options.webhook) };
	const input = withRemarks(wanted.input, noticed);
	const images = await lookAtStartImages({ context, session }, item, input);
	const hash = orderHash(ownerOf(session), input, images);
	const bought = memory.recall(item, hash) !== undefined;
	const looked = await settled(model, withDrawnSeed({ model, input }), {
		lists: listsOf(session, fields),
		clock: session.clock,
		fields,
		official: session.place.official,
		words: options.lookUpTriggerWords,
	});
	// What an earlier try bought is taken up whatever a card says by now.
	if (!bought && looked.refusal !== undefined) throw looked.refusal;
	const shared = sharedOf(run, wanted);
	const unpriced = unpricedIn(model, !anyModel);
	return { run, model, input: looked.input, options, images, hash, shared, unpriced, bought };
}

/** An input as it will be ordered, files and tokens still missing: for asking its price. */
export function orderOf({ target, wire, assumed, openDrivers }: Input): Order {
	return { target, input: wire, options: {}, assumed, openDrivers };
}

/** Each item's order, or why it has none; undefined for those that a stop came before. */
export async function prepareAll(
	run: SharedRun,
): Promise<ReadonlyArray<Prepared | Problem | undefined>> {
	const { context, memory, stop } = run;
	const count = context.getInputData().length;
	const { ended } = await runBatch<Prepared>(
		{ count, atOnce: AT_ONCE, endOnFailure: false, stop },
		async (item) => {
			try {
				return [await prepare(run, item)];
			} catch (error) {
				if (!run.told.has(item)) {
					run.told.set(item, saidOf(context, run.service.models, item));
				}
				// Only an automatic retry remembers without a hash: what it bought is no less bought now.
				return [boughtBefore(beforeSubmit(error), memory.recall(item, ''))];
			}
		},
	);
	return ended.map((rows) => rows?.[0]);
}

const MOST_NAMED = 10;

/** The other items that are wrong, counted as n8n counts them. */
function alsoWrong(items: readonly number[]): string {
	if (items.length === 0) return '';
	const named = items.slice(0, MOST_NAMED).join(', ');
	const more = items.length > MOST_NAMED ? ` and ${items.length - MOST_NAMED} more` : '';
	const are = items.length === 1 ? 'is wrong too: item' : 'are wrong too: items';
	return ` ${plural(items.length, 'other item')} ${are} ${named}${more}.`;
}

/**
 * Why nothing of a run may be bought, under On Error = Stop: an item that is wrong, or more images or money
 * than the run may order. Undefined when all may be bought.
 */
export async function wholeProblem(
	run: SharedRun,
	prepared: ReadonlyArray<Prepared | Problem | undefined>,
): Promise<Batch<never>['failed']> {
	const { memory } = run;
	const nothing = memory.tasks().size > 0 ? 'Nothing more was bought.' : 'Nothing was bought.';
	const wrong = prepared.flatMap((one, item) =>
		one instanceof Problem ? [{ item, problem: one }] : [],
	);
	const [first, ...others] = wrong;
	if (first !== undefined) {
		return { ...first, bill: `${nothing}${alsoWrong(others.map(({ item }) => item))}` };
	}
	const planned = prepared.flatMap((one, item): Planned[] => {
		if (one === undefined || one instanceof Problem || one.bought) return [];
		const { input, options, unpriced } = one;
		const order = orderOf(input);
		const { maxImages, maxCost } = options;
		const { session } = one.run.opened;
		return [{ item, session, pictures: input.count, order, unpriced, maxImages, maxCost }];
	});
	const beyond = await wholeOrder(memory, planned, run.stop);
	return beyond && { ...beyond, bill: nothing };
}
