import type { IDataObject } from 'n8n-workflow';
import type { LogLine } from '../../sandbox/runner/engine';
import type { NodeResult } from '../engine/harness';
import { spots } from '../engine/spots';
import { openShop, type Buying, type Shop } from '../money/shop';
import { startLiar, type Liar } from './liar';
import { madeIn, type Made } from './made';
import type { Plan } from './plan';

/** One sandbox and one liar; runs in a lane come one after the other. */
export interface Lane {
	readonly shop: Shop;
	readonly liar: Liar;
	/** What the present run says about its tasks. */
	plan?: Plan;
}

/** What happened in a run, for the verdict. */
export interface Story {
	readonly plan: Plan;
	readonly results: readonly NodeResult[];
	readonly log: readonly LogLine[];
	readonly made: readonly Made[];
	/** Tasks made by Get or Cancel. */
	readonly madeAfter: number;
	readonly stoppedAt?: number;
	readonly ms: number;
	readonly allowedMs: number;
	readonly outlived: boolean;
	readonly foreignKeys: readonly string[];
	/** Deletes of WaveSpeed tasks that had been over for a while. */
	readonly lateDeletes: number;
	readonly keys: readonly string[];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Hosts that n8n's filter refuses at present. */
export const blocked = new Set<string>();

export async function openLane(): Promise<Lane> {
	const lane: { shop?: Shop; liar: Liar; plan?: Plan } = {
		liar: await startLiar((origin) => blocked.add(origin)),
	};
	lane.shop = await openShop({ seconds: () => lane.plan?.seconds ?? 0.05 });
	return lane as Lane;
}

function prepare({ shop, liar }: Lane, plan: Plan): void {
	blocked.delete(liar.origin);
	liar.reset();
	shop.reset();
	shop.sandbox.setUnfinished(plan.unfinished);
	const { site } = spots[plan.counter];
	if (plan.concurrent !== undefined) {
		shop.sandbox.setLimits({ concurrent: plan.concurrent }, site);
	}
	for (const card of plan.cards) {
		if (card.on === 'sandbox') {
			const { step, fault, times } = card;
			shop.sandbox.faults.add({ site, step, fault, times });
		} else {
			if (card.lie === 'block' && card.call === 'submit') blocked.add(liar.origin);
			liar.tell(card.call, card.lie, plan.made);
		}
	}
}

function buyingOf({ shop, liar }: Lane, plan: Plan): Buying {
	const { parameters, prompts, execution, settings, rounds } = plan;
	const credentials = {
		apiKey: liar.key,
		useGateway: true,
		baseUrl: liar.origin,
		apiType: 'gateway',
		allowedDownloadHosts: '',
	};
	return {
		parameters,
		prompts,
		execution,
		settings,
		rounds,
		credentials: plan.cards.some(({ on }) => on === 'liar')
			? credentials
			: shop.credentials(plan.counter),
	};
}

/** Far more than any path through the retry table takes, and an end all the same. */
function allowed({ prompts, execution, settings, rounds, retry }: Plan): number {
	const { itemsAtOnce = 20, timeout = 1 } = execution as { itemsAtOnce?: number; timeout?: number };
	const turns = Math.ceil(prompts.length / itemsAtOnce) * rounds * (settings.maxTries ?? 1);
	return turns * (timeout * 1000 + 20_000) * (retry === undefined ? 1 : 2);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), ms);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Plays a plan through n8n-core's engine. */
export async function play(lane: Lane, plan: Plan): Promise<Story> {
	lane.plan = plan;
	prepare(lane, plan);
	const { shop, liar } = lane;
	const buying = buyingOf(lane, plan);
	const allowedMs = allowed(plan);
	const began = Date.now();
	const results: NodeResult[] = [];
	const stop = plan.stopMs === undefined ? undefined : pause(plan.stopMs);
	const stopping = stop?.then(() => Date.now());
	const first = await within(allowedMs, shop.buy(plan.counter, { ...buying, stop }));
	if (first !== undefined) results.push(first);
	// A run that ended by itself before was not stopped.
	const stoppedAt = first?.status === 'canceled' ? await stopping : undefined;
	if (first?.status === 'error' && plan.retry !== undefined) {
		const prompt = plan.retry === 'edited' ? '={{ $json.prompt + " edited" }}' : undefined;
		const parameters = { ...plan.parameters, ...(prompt && { prompt }) };
		const again = shop.buy(plan.counter, { ...buying, parameters, retryOf: first });
		const second = await within(allowedMs, again);
		if (second !== undefined) results.push(second);
	}
	const ms = Date.now() - began;
	// What goes on behind a stop or a timeout is bounded by `stopGraceMs` and one call.
	await pause(stoppedAt === undefined ? 20 : 400);
	const bought = madeIn(lane);
	if (plan.after !== undefined) await afterwards(lane, plan, buying, bought, results);
	return {
		plan,
		results,
		log: [...shop.log],
		made: bought,
		madeAfter: madeIn(lane).length - bought.length,
		stoppedAt,
		ms,
		allowedMs,
		outlived: first === undefined || ms > allowedMs,
		foreignKeys: [...foreignKeysAt(shop), ...liar.foreignKeys],
		lateDeletes: lateDeletesAt(shop),
		keys: [liar.key, ...Object.values(shop.sandbox.sites).map(({ key }) => key)],
	};
}

function lateDeletesAt({ sandbox }: Shop): number {
	return sandbox.counters.deletes.filter(({ taskId, at, finished }) => {
		const task = sandbox.tasks().find(({ id }) => id === taskId);
		return finished && task !== undefined && at - task.endsAt > 100;
	}).length;
}

function foreignKeysAt(shop: Shop): string[] {
	return Object.entries(shop.sandbox.counters.keysAt).flatMap(([host, keys]) =>
		[...keys].filter((key) => key !== keyOf(shop, host)).map((key) => `${key} at ${host}`),
	);
}

function keyOf(shop: Shop, host: string): string | undefined {
	return Object.values(shop.sandbox.sites).find(({ origin }) => new URL(origin).host === host)?.key;
}

/** Get and Cancel of a task that was bought; they must buy nothing. */
async function afterwards(
	{ shop }: Lane,
	plan: Plan,
	buying: Buying,
	bought: readonly Made[],
	results: NodeResult[],
): Promise<void> {
	const { after = 'get', counter, execution } = plan;
	const { id = 'nobodys-task' } = bought.at(-1) ?? {};
	const type = spots[counter].node;
	const { model, endpoint } = plan.parameters as { model: string; endpoint?: string };
	const own: IDataObject = type === 'falImage' ? { taskModel: endpoint ?? model } : {};
	const done = await within(
		20_000,
		shop.task(counter, after, id, {
			credentials: buying.credentials,
			parameters: own,
			execution: { timeout: execution.timeout ?? 1 },
			settings: { onError: 'continueRegularOutput' },
		}),
	);
	if (done !== undefined) results.push(done);
}
