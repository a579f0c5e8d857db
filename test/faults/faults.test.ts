import type { Step } from '../../sandbox/index';
import type { NodeResult } from '../engine/harness';
import { allSpots, spots, type SpotName } from '../engine/spots';
import { detailsOf, openShop, type Shop } from '../money/shop';
import { downloads, questions, results, submits, type Case, type Ending } from './cases';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop({ seconds: () => 0.1 });
});
afterAll(async () => await shop.close());

const promptOf = (index: number) => `case <${index}>`;

/** Buys one item for each case, side by side, each with its fault. */
async function buyAll(spot: SpotName, step: Step, cases: readonly Case[]): Promise<NodeResult> {
	shop.reset();
	const { site } = spots[spot];
	for (const [index, { fault, times }] of cases.entries()) {
		// Else fal's pushes spare the questions that are to fail; a broken stream may tell the end first.
		if (step === 'status') {
			shop.sandbox.faults.add({
				site,
				step: 'stream',
				prompt: promptOf(index),
				times: 99,
				fault: { kind: 'silentStream' },
			});
		}
		shop.sandbox.faults.add({ site, step, prompt: promptOf(index), times, fault });
	}
	const buy = async (indexes: readonly number[]) =>
		await shop.buy(spot, {
			prompts: indexes.map(promptOf),
			execution: { maxFileSize: 1, itemsAtOnce: cases.length },
			settings: { onError: 'continueRegularOutput' },
		});
	const all = [...cases.keys()];
	// A refusal that lasts would keep the others of its run from being sent.
	return step === 'submit'
		? joined(await Promise.all(all.map(async (index) => await buy([index]))))
		: await buy(all);
}

/** Runs of one item each, as one run. */
function joined(runs: readonly NodeResult[]): NodeResult {
	return {
		...runs[0],
		rows: runs.flatMap(({ rows }) => rows),
		items: runs.flatMap(({ items }, item) =>
			items.map((one) => ({ ...one, pairedItem: { item } })),
		),
		pictures: runs.flatMap(({ pictures }) => pictures),
	};
}

function endingOf(result: NodeResult, index: number): Ending {
	const prompt = promptOf(index);
	const own = (row: NodeResult['rows'][number]) =>
		(row.prompt ?? (row.details as { prompt?: string } | undefined)?.prompt) === prompt;
	const at = result.rows.findIndex(own);
	const row = result.rows[at];
	const { kind, charged } = detailsOf(row);
	const tasks = shop.sandbox.counters.accepted(prompt);
	if (kind !== undefined) return { row: kind, tasks, charged: charged as Ending['charged'] };
	return { row: result.pictures[at].length === 1 ? 'picture' : 'no picture', tasks };
}

const steps: ReadonlyArray<readonly [Step, readonly Case[], (spot: SpotName) => boolean]> = [
	['submit', submits, () => true],
	['status', questions, () => true],
	['result', results, (spot) => spot === 'fal'],
	['download', downloads, () => true],
];

describe.each(allSpots)('%s', (spot) => {
	const listed = spot === 'replicate' || spot === 'waveSpeed';
	describe.each(steps.filter(([, , applies]) => applies(spot)))('%s', (step, cases) => {
		let result: NodeResult;
		let keys: ReadonlyArray<string>;
		beforeAll(async () => {
			result = await buyAll(spot, step, cases);
			keys = Object.entries(shop.sandbox.counters.keysAt)
				.filter(([, seen]) => seen.size > 0)
				.map(([host]) => host);
		}, 60_000);

		test.each(
			cases.map(({ name, listed: one, unlisted: two }, index) => [name, index, one, two] as const),
		)('%s', (_name, index, withList, withoutList) => {
			expect(endingOf(result, index)).toEqual(listed ? withList : withoutList);
		});

		it('hits each fault, gives one row an item in order, and shows the key to no other host', () => {
			expect(shop.sandbox.faults.pending().filter(({ times }) => times === undefined)).toEqual([]);
			expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
				cases.map((_, item) => ({ item })),
			);
			expect(keys).toEqual([new URL(shop.sandbox.sites[spots[spot].site].origin).host]);
		});

		it('names each task that was made, unless its id could not be known', () => {
			const text = JSON.stringify([result.rows, shop.log]);
			for (const { id, prompt } of shop.sandbox.tasks()) {
				const row = result.rows.find(
					({ details }) =>
						detailsOf({ details }).kind === 'unknownOutcome' &&
						JSON.stringify(details).includes(prompt),
				);
				expect(text.includes(id) || row !== undefined).toBe(true);
			}
		});
	});
});
