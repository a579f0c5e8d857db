import type { IDataObject } from 'n8n-workflow';
import type * as Limits from '../../nodes/shared/limits';
import { builtModule } from '../engine/harness';
import { continueOn, failureOf, openStage, type Stage } from '../nodes/stage';
import { choiceTables } from './choiceTables';
import { numberTables } from './numberTables';
import { promptTables } from './promptTables';
import { drawn, missing, nothing, type ValueTable } from './valueTable';

const valueTables = [...numberTables, ...choiceTables, ...promptTables];

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
	// Many items at once on a busy machine: no answer is late here.
	const ms = { callMs: 60_000, submitMs: 60_000, admissionMs: 60_000, downloadMs: 60_000 };
	builtModule<typeof Limits>('nodes/shared/limits').scaleLimits(50, ms);
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

/** The rows' output by the item that made it. */
async function ended({ at, parameters, name, rows }: ValueTable) {
	const items = rows.map(([v], index) => ({ index, ...(v !== missing && { v }) }) as IDataObject);
	const run = await stage.generate(at, parameters, { items, settings: continueOn.regular });
	const inputs = new Map(stage.sandbox.tasks().map(({ id, input }) => [id, input]));
	return rows.map((_, index) => {
		const row = run.items.find(({ pairedItem }) => (pairedItem as { item: number }).item === index);
		const { error } = row?.json ?? {};
		if (error !== undefined) {
			expect(failureOf(row?.json).details).toMatchObject({ kind: 'invalidInput', charged: 'no' });
			return { error };
		}
		const input = inputs.get(String(row?.json.taskId)) as Record<string, unknown>;
		return { sent: name in input ? input[name] : nothing };
	});
}

describe('as it comes in an item, by expression', () => {
	it.each(valueTables)('$kind', async (table) => {
		const found = await ended(table);
		const wanted = table.rows.map(([, want]) => {
			if (want === drawn) return { sent: expect.any(Number) as unknown };
			if (typeof want !== 'object' || want === null || !('words' in want)) return { sent: want };
			return { error: expect.stringMatching(pattern(want.words as string[])) as unknown };
		});
		const named = <T>(list: readonly T[]) =>
			list.map((one, index) => [JSON.stringify(table.rows[index][0]) ?? 'missing', one]);
		expect(named(found)).toEqual(named(wanted));
	});

	it('in 150 rows at least', () => {
		const count = valueTables.reduce((sum, { rows }) => sum + rows.length, 0);
		expect(count).toBeGreaterThanOrEqual(150);
	});
});

const pattern = (words: readonly string[]) =>
	new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s\\S]*'));
