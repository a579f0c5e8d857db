import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { problemIn, type Ended } from '../pace/batch';
import { askPrice, costOf, unpricedIn } from '../money/cost';
import { boughtBefore } from '../money/earlier';
import { answerBytes } from '../limits';
import { checkBases } from '../lora/base';
import { listsOf } from '../lora/look';
import { refusePaths } from '../lora/paths';
import { withLookedUpWords } from '../lora/words';
import { readAnyModel, wantsAnyModel } from './anyModel';
import { withLoraAdvice } from '../lora/loraAdvice';
import type { Memory } from '../money/memory';
import { readRunOptions, readWanted, saidOf, type RunOptions } from './parameters';
import { namingOf } from './naming';
import { fetchPictures } from './pictures';
import { asProblem, beforeSubmit, Problem } from '../problem';
import { purchase } from '../money/purchase';
import type { Wanted } from '../input/schema';
import { rowsOf, type Picture, type RowContext } from './rows';
import type { CredentialFields, Service } from '../client/service';
import type { Account } from './accounts';
import { orderHash, readStartImages, withStartImages, type StartImages } from './startImage';
import type { Order } from '../client/submit';
import type { Price, Task } from '../task';

/** What all items of one run of the node share. */
export interface SharedRun {
	readonly context: IExecuteFunctions;
	readonly service: Service;
	readonly memory: Memory;
	readonly stop?: AbortSignal;
	/** Bought tasks by item, as last seen. */
	readonly tasks: Map<number, Task>;
	/** What an item wanted, for its failed row. */
	readonly told: Map<number, { readonly model: string | null; readonly prompt: string | null }>;
}

/** The same, on one item's account. */
export type Run = SharedRun & Account;

/** Tokens for private LoRAs go along only where a LoRA lies at their host. */
function tokensFor({ model, input }: Wanted, fields: CredentialFields): Record<string, string> {
	const hosts = { huggingFaceToken: 'huggingface.co', civitaiToken: 'civitai.com' } as const;
	const wanted = Object.entries(model.tokens ?? {}).filter(([, name]) =>
		input.loras.some(({ path }) => path.includes(hosts[name])),
	);
	return Object.fromEntries(
		wanted
			.map(([wire, name]) => [wire, (fields[name] ?? '').trim()])
			.filter(([, token]) => token !== ''),
	) as Record<string, string>;
}

async function orderOf(
	run: Run,
	wanted: Wanted,
	images: readonly StartImages[],
	options: RunOptions,
	signal: AbortSignal,
): Promise<Order> {
	const { session } = run.opened;
	await checkBases(wanted.model, wanted.input.loras, listsOf(session, run.fields), session.clock);
	const input = await withStartImages(session, wanted.input.wire, images, signal);
	const seconds = Math.ceil(options.timeoutMs / 1000);
	return {
		target: wanted.input.target,
		input: { ...input, ...tokensFor(wanted, run.fields) },
		options: options.cancelOnTimeout ? { cancelAfterSeconds: seconds } : {},
	};
}

/**
 * The rows of a task's pictures, or of the task alone while it has none; a picture that failed stands as its
 * problem, unless all lie on one row.
 */
export async function taskAsRows(
	run: Run,
	about: Omit<RowContext, 'cost'>,
	price: Promise<Price | undefined> | undefined,
	signal: AbortSignal,
): Promise<Ended<INodeExecutionData>> {
	const { context, opened } = run;
	const { task, options } = about;
	const costing = costOf(opened.session, task, price, signal);
	if (task.status !== 'succeeded') return rowsOf({ ...about, cost: await costing }, []);
	const naming = namingOf(context, about);
	const found = await fetchPictures({ context, ...opened, options, naming, signal }, task);
	const row: RowContext = { ...about, cost: await costing };
	const problem = problemIn(found);
	if (options.output === 'perTask' && problem !== undefined) return [problem];
	if (options.output === 'perTask')
		return found.length === 0 ? [] : rowsOf(row, found as Picture[]);
	return found.flatMap((entry): Ended<INodeExecutionData> =>
		entry instanceof Problem ? [entry] : rowsOf(row, [entry]),
	);
}

/** WaveSpeed's and fal's switches for pictures inside the answer (providers.md 3.2, 2.10). */
function comesInside(wire: Readonly<Record<string, unknown>>): boolean {
	return wire.enable_base64_output === true || wire.sync_mode === true;
}

/** Everything that is read before anything is sent; an expression of the user's may throw here. */
async function prepare(run: Run, item: number) {
	const { context, service } = run;
	run.told.set(item, saidOf(context, service.models, item));
	const wanted = wantsAnyModel(context)
		? await readAnyModel(context, service, run.opened.session, item)
		: readWanted(context, service.models, item);
	const { input } = wanted;
	refusePaths(wanted.model, input.loras);
	run.told.set(item, { model: input.target.endpoint, prompt: input.prompt });
	const options = readRunOptions(context, item);
	const images = await readStartImages(context, item, input, run.opened.session.place.official);
	const { session } = run.opened;
	const looked = options.lookUpTriggerWords
		? await withLookedUpWords(wanted.model, input, listsOf(session, run.fields))
		: input;
	// What was declared is what a retry compares: a list may answer differently then.
	const hash = orderHash(input, images);
	return { wanted: { ...wanted, input: looked }, options, images, hash };
}

/** Prompt to pictures for one item. Throws a `Problem`. */
export async function generateItem(
	run: Run,
	item: number,
	signal: AbortSignal,
): Promise<Ended<INodeExecutionData>> {
	const { context, service, opened, memory, stop } = run;
	const { wanted, options, images, hash } = await prepare(run, item).catch((error: unknown) => {
		// Only an automatic retry remembers without a hash: what it bought is no less bought now.
		throw boughtBefore(beforeSubmit(error), memory.recall(item, ''));
	});
	const { model, input } = wanted;
	const unpriced = unpricedIn(model, !wantsAnyModel(context));
	let price: Promise<Price | undefined> | undefined;
	const task = await purchase({
		session: opened.session,
		node: context.getNode().name,
		item,
		options,
		memory,
		hash,
		model: input.target.endpoint,
		pictures: input.count,
		answerBytes: comesInside(input.wire) ? answerBytes(input.count, options.maxBytes) : undefined,
		typicalSeconds: model.seconds,
		order: async () => {
			const order = await orderOf(run, wanted, images, options, signal);
			price = askPrice(opened.session, order, unpriced);
			return order;
		},
		unpriced,
		onTask: (seen) => run.tasks.set(item, seen),
		signal,
		stop,
	}).catch((error: unknown) => {
		throw withLoraAdvice(asProblem(error), model, input.loras);
	});
	const incoming: IDataObject = context.getInputData()[item].json;
	const { provider } = service;
	const { redact } = opened.session.place;
	// A task of an earlier try was ordered with the same input; an uploaded image is not at hand any more.
	if (price === undefined && images.length === 0) {
		const { target, wire } = input;
		price = askPrice(opened.session, { target, input: wire, options: {} }, unpriced);
	}
	const row = { provider, task, input, options, redact, incoming, item };
	return await taskAsRows(run, row, price, signal);
}
