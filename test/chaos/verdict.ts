import type { IDataObject } from 'n8n-workflow';
import { detailsOf } from '../money/shop';
import type { Made } from './made';
import { priceOf } from './plan';
import type { Story } from './run';

/** What must be zero at the end. */
export const counted = {
	paidTwice: 'tasks bought although an earlier one for the same item lives',
	hidden: 'tasks paid for whose id the user cannot see, and is not told of',
	beyondCap: 'tasks bought beyond a maximum of their execution',
	shared: 'tasks given to two items',
	rowless: 'items without a row',
	afterStop: 'tasks bought after a stop',
	boughtByAsking: 'tasks bought by Get or Cancel',
	deletedPictures: 'finished WaveSpeed tasks deleted',
	foreignKeys: 'keys seen at foreign hosts',
	shownKeys: 'keys, or pieces of one, in rows, errors and logs',
	outlived: 'runs that outlived their deadline',
	wrongErrors: 'errors that are no words of ours',
	unhandled: 'unhandled rejections and uncaught exceptions',
	left: 'sockets and timers left after closing the agents',
} as const;

export type Counted = keyof typeof counted;
export type Findings = Partial<Record<Counted, readonly string[]>>;

/** A submit on its way when the stop came may still arrive. */
const IN_FLIGHT_MS = 350;
const PIECE = 8;

const rowsOf = ({ results }: Story): IDataObject[] =>
	results.flatMap(({ rows, failed }) => [...rows, ...failed]);

function textOf(story: Story): string {
	const errors = story.results.map(({ error }) => error);
	return JSON.stringify([rowsOf(story), errors, story.log]);
}

/** Items whose purchase is said to be unknown, by prompt. */
function toldUnknown(story: Story, prompt: string): number {
	const rows = rowsOf(story).filter(({ details }) => {
		const told = (details ?? {}) as { kind?: string; prompt?: string };
		return told.kind === 'unknownOutcome' && told.prompt === prompt;
	});
	const lines = story.log.filter(({ metadata }) => {
		const { item, taskId } = (metadata ?? {}) as { item?: number; taskId?: string };
		return item !== undefined && taskId === undefined && promptOf(story, item).includes(prompt);
	});
	return Math.max(rows.length, lines.length);
}

const promptOf = ({ plan }: Story, item: number) => [
	plan.prompts[item],
	`${plan.prompts[item]} edited`,
];

function groups(made: readonly Made[]): ReadonlyMap<string, readonly Made[]> {
	const found = new Map<string, Made[]>();
	for (const task of made) found.set(task.prompt, [...(found.get(task.prompt) ?? []), task]);
	return found;
}

function paidTwice(story: Story): string[] {
	const { plan, made } = story;
	return [...groups(made)].flatMap(([prompt, tasks]) => {
		const plain = prompt.replace(/ edited$/, '');
		const wanted = plan.prompts.filter((one) => one === plain).length * plan.rounds;
		const live = tasks.filter((task) => task.live);
		// A person's retry buys again what nobody knows of.
		const lost = plan.retry === undefined ? 0 : toldUnknown(story, prompt);
		return live.length > wanted + lost ? [`${prompt}: ${live.length} of ${wanted}`] : [];
	});
}

function hidden(story: Story, text: string): string[] {
	return [...groups(story.made)].flatMap(([prompt, tasks]) => {
		const unseen = tasks.filter(({ id }) => !text.includes(id));
		return unseen.length > toldUnknown(story, prompt)
			? [`${prompt}: ${unseen.map(({ id }) => id).join(', ')}`]
			: [];
	});
}

/** Each order asks for one picture; a person's retry is an execution of its own. */
function beyondCap({ plan, made }: Story): string[] {
	const { maxImages = 0, maxCost = 0 } = plan.execution as { maxImages?: number; maxCost?: number };
	const executions = plan.retry === undefined ? 1 : 2;
	const price = priceOf(plan.parameters) ?? 0;
	const most = [
		...(maxImages > 0 ? [maxImages] : []),
		...(maxCost > 0 ? [Math.round(maxCost / price)] : []),
	].map((each) => each * executions);
	return most.filter((max) => made.length > max).map((max) => `${made.length} of ${max}`);
}

function shared(story: Story): string[] {
	return story.results.flatMap(({ items }) => {
		const owners = new Map<string, unknown>();
		return items.flatMap(({ json, pairedItem }) => {
			const id = json.taskId as string | undefined;
			const item = (pairedItem as { item: number } | undefined)?.item;
			if (typeof id !== 'string' || item === undefined) return [];
			const owner = owners.get(id) ?? item;
			owners.set(id, owner);
			return owner === item ? [] : [id];
		});
	});
}

/** With Continue On Fail each item has a row in each round, unless flagged pictures were dropped. */
function rowless({ plan, results, stoppedAt }: Story): string[] {
	const [first] = results;
	const dropped = plan.execution.onFlagged === 'drop';
	if (first?.status !== 'success' || stoppedAt !== undefined || dropped) return [];
	if (plan.settings.onError === 'stopWorkflow' || plan.rounds > 1) return [];
	const seen = new Set(
		[...first.items, ...first.failedItems].map(
			({ pairedItem }) => (pairedItem as { item: number } | undefined)?.item,
		),
	);
	return plan.prompts.flatMap((prompt, item) => (seen.has(item) ? [] : [prompt]));
}

/** fal's ids are UUIDs, as the first half of its keys is, and now and then share eight characters with one. */
function shownKeys({ keys, made }: Story, text: string): string[] {
	const rest = made.reduce((left, { id }) => left.replaceAll(id, ''), text);
	return keys.filter((key) =>
		Array.from({ length: key.length - PIECE + 1 }, (_, at) => key.slice(at, at + PIECE)).some(
			(piece) => rest.includes(piece),
		),
	);
}

/** A TypeError in a row is a defect of ours; so is a kind that says so. */
function wrongErrors(story: Story): string[] {
	const rows = rowsOf(story).filter((row) => detailsOf(row).kind === 'internal');
	const texts = [
		...rows.map(({ error }) => String(error)),
		...story.results.map(({ error }) => error?.message ?? ''),
	];
	const wrong = /TypeError|ReferenceError|Cannot read|is not a function|undefined is not|\[object /;
	return [...rows.map(({ error }) => String(error)), ...texts.filter((text) => wrong.test(text))];
}

export function verdictOf(story: Story): Findings {
	const text = textOf(story);
	const { stoppedAt, made, foreignKeys, plan } = story;
	const late = made.filter(({ at }) => stoppedAt !== undefined && at > stoppedAt + IN_FLIGHT_MS);
	return {
		paidTwice: paidTwice(story),
		hidden: hidden(story, text),
		beyondCap: beyondCap(story),
		shared: shared(story),
		rowless: rowless(story),
		afterStop: late.map(({ prompt }) => prompt),
		boughtByAsking: story.madeAfter > 0 ? [`${story.madeAfter}`] : [],
		deletedPictures: story.lateDeletes > 0 ? [`${story.lateDeletes}`] : [],
		foreignKeys,
		shownKeys: shownKeys(story, text),
		outlived: story.outlived ? [`${plan.name}: ${story.ms} of ${story.allowedMs} ms`] : [],
		wrongErrors: wrongErrors(story),
	};
}
