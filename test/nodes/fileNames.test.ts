import type { IDataObject } from 'n8n-workflow';
import { allSpots } from '../engine/spots';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

const namesIn = (rows: readonly IDataObject[]) => rows.map(({ fileName }) => String(fileName));
const items = (...texts: string[]) => texts.map((text) => ({ json: { text } }));

describe('saved by their names into one folder, images never overwrite each other', () => {
	it.each(allSpots)('%s: the same prompt in three rows, and again the next night', async (spot) => {
		const nights = [];
		for (let night = 0; night < 2; night++) {
			const { rows, pictures } = await stage.generate(spot, {}, { items: items('a', 'b', 'c') });
			expect(namesIn(rows)).toEqual(pictures.flat().map(({ fileName }) => fileName));
			nights.push(...namesIn(rows).map((name) => name.toLowerCase()));
		}
		expect(new Set(nights).size).toBe(6);
	});

	it.each<[string, string, string[]]>([
		['a fixed name gets numbers', 'hero.png', ['hero-1', 'hero-2', 'hero-3']],
		['so do equal results of an expression', '={{ $json.text }}', ['X-1', 'y', 'x-2']],
		['different ones stay as they are', '={{ $json.text + $itemIndex }}', ['X0', 'y1', 'x2']],
	])('%s', async (_, fileName, expected) => {
		const parameters = { execution: { fileName } };
		const { rows } = await stage.generate('replicate', parameters, { items: items('X', 'y', 'x') });
		expect(namesIn(rows).map((name) => name.replace(/\.\w+$/, ''))).toEqual(expected);
	});

	it('two images of one task keep their number', async () => {
		const parameters = { num_outputs: 2, execution: { fileName: 'hero' } };
		const { rows } = await stage.generate('replicate', parameters, { items: items('a', 'b') });
		const names = namesIn(rows).map((name) => name.replace(/\.\w+$/, ''));
		expect(names).toEqual(['hero-1-1', 'hero-1-2', 'hero-2-1', 'hero-2-2']);
	});

	it.each(allSpots)(
		'%s: Get a Task gives the file the name of the row that flows in',
		async (spot) => {
			const { rows } = await stage.generate(spot, {});
			const [{ taskId, model }] = rows;
			const parameters = { operation: 'get', taskId, taskModel: model };
			const got = await stage.run(spot, parameters, { items: [{ json: rows[0] }] });
			expect(namesIn(got.rows)).toEqual(namesIn(rows));
		},
	);

	it.each(['fal', 'waveSpeed'] as const)(
		'%s: the words of a LoRA are in neither name',
		async (spot) => {
			const row = [{ path: 'owner/name', scale: 1, triggerWords: 'TOK person' }];
			const { rows } = await stage.generate(spot, { loras: { row } });
			const [{ taskId, model, prompt }] = rows;
			expect(prompt).toBe('TOK person, a castle');
			expect(rows[0].fileName).toMatch(/^a-castle-/);
			const parameters = { operation: 'get', taskId, taskModel: model };
			const got = await stage.run(spot, parameters, { items: [{ json: rows[0] }] });
			expect(namesIn(got.rows)).toEqual(namesIn(rows));
		},
	);
});
