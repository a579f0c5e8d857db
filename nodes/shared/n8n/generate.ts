import type { INodeExecutionData } from 'n8n-workflow';

import { problemIn, type Ended } from '../pace/batch';
import { askPrice, costOf } from '../money/cost';
import { answerBytes } from '../limits';
import { isAboutLoras, withLoraAdvice } from '../lora/loraAdvice';
import { tokensFor } from '../lora/tokens';
import { orderOf, type Prepared } from './prepare';
import { namingOf } from './naming';
import { fetchPictures } from './pictures';
import { asProblem, Problem } from '../problem';
import { purchase } from '../money/purchase';
import { rowsOf, type Picture, type RowContext } from './rows';
import type { Run } from './run';
import { withStartImages } from './startImage';
import type { Order } from '../client/submit';
import type { Price, Task } from '../task';

async function wholeOrderOf(prepared: Prepared, signal: AbortSignal): Promise<Order> {
	const { run, model, input, images, options } = prepared;
	const paths = input.loras.map(({ path }) => path);
	const tokens = tokensFor(model, paths, run.fields, run.opened.session.place.official);
	const wire = await withStartImages(run.opened.session, input.wire, images, signal);
	const seconds = Math.ceil(options.timeoutMs / 1000);
	return {
		...orderOf(input),
		input: { ...wire, ...tokens },
		options: {
			...(options.cancelOnTimeout ? { cancelAfterSeconds: seconds } : {}),
			...(options.webhook === undefined ? {} : { webhook: options.webhook }),
		},
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
	const { context, opened, occasion } = run;
	const { task, options } = about;
	const costing = costOf(opened.session, task, price, signal);
	if (task.status !== 'succeeded') return rowsOf({ ...about, cost: await costing }, []);
	const naming = namingOf(context, about);
	const found = await fetchPictures(
		{ context, keepsFiles: occasion.keepsFiles, ...opened, options, naming, signal },
		task,
	);
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

/** A negative one leaves it to the provider, which does not tell it (providers.md 3.9). */
function seedIn({ seed }: Readonly<Record<string, unknown>>): number | undefined {
	return typeof seed === 'number' && seed >= 0 ? seed : undefined;
}

/** An order that is the same ends the same: without a LoRA that loads, or with the seed that was refused. */
function lastsFor({ input }: Prepared, problem: Problem): boolean {
	if (problem.kind === 'refused') return input.wire.seed !== undefined && input.drawnSeed !== true;
	return input.loras.length > 0 && isAboutLoras(problem);
}

/** One item's task: bought, or taken up from an earlier try. Tells the run how it ended. */
async function buyTask(
	prepared: Prepared,
	item: number,
	signal: AbortSignal,
	onOrder: (order: Order) => void,
): Promise<Task> {
	const { run, model, input, options, hash, shared, unpriced } = prepared;
	const { context, opened, memory, stop, lasting } = run;
	const { session } = opened;
	try {
		const task = await purchase({
			session,
			node: context.getNode().name,
			item,
			options,
			memory,
			hash,
			model: input.target.endpoint,
			pictures: input.count,
			seed: seedIn(input.wire),
			answerBytes: comesInside(input.wire) ? answerBytes(input.count, options.maxBytes) : undefined,
			typicalSeconds: model.seconds,
			barred: () => lasting.barred(shared),
			lasts: (problem) => lastsFor(prepared, problem),
			order: async () => {
				const order = await wholeOrderOf(prepared, signal);
				onOrder(order);
				return order;
			},
			unpriced,
			onTask: (seen) => run.tasks.set(item, seen),
			signal,
			stop,
		});
		lasting.ended(shared, undefined);
		return task;
	} catch (error) {
		const problem = withLoraAdvice(asProblem(error), model, input.loras);
		lasting.ended(shared, problem);
		throw problem;
	}
}

/** A prepared order to pictures, for one item. Throws a `Problem`. */
export async function generateItem(
	prepared: Prepared,
	item: number,
	signal: AbortSignal,
): Promise<Ended<INodeExecutionData>> {
	const { run, input, options, images, unpriced } = prepared;
	const { context, service, opened } = run;
	let price: Promise<Price | undefined> | undefined;
	const task = await buyTask(prepared, item, signal, (order) => {
		price = askPrice(opened.session, order, unpriced);
	});
	const incoming = context.getInputData()[item];
	const { provider } = service;
	const { redact } = opened.session.place;
	// A task of an earlier try was ordered with the same input; an uploaded image is not at hand any more.
	if (price === undefined && images.length === 0) {
		price = askPrice(opened.session, orderOf(input), unpriced);
	}
	const row = { provider, task, input, options, redact, incoming, item };
	return await taskAsRows(run, row, price, signal);
}
