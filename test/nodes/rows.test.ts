import type { IDataObject } from 'n8n-workflow';
import { allSpots, spots, type SpotName } from '../engine/spots';
import { continueOn, failureOf, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

const flagging: readonly SpotName[] = ['fal', 'fal at a gateway', 'waveSpeed'];

const two = (spot: SpotName) =>
	spots[spot].node === 'replicateImage' ? { num_outputs: 2 } : { num_images: 2 };

/** Design section 6, the cost, and `note`. */
const columns = [
	'prompt',
	'fileName',
	'imageNumber',
	'imageCount',
	'width',
	'height',
	'mimeType',
	'fileSize',
	'seed',
	'flagged',
	'loras',
	'provider',
	'model',
	'taskId',
	'status',
	'url',
	'urlExpiresAt',
	'secondsQueued',
	'secondsRunning',
	'cost',
	'currency',
	'note',
];

describe('a row', () => {
	it.each(allSpots)('%s: every column, and a picture in its field', async (spot) => {
		const { rows, items, pictures } = await stage.generate(spot, two(spot));
		expect(rows).toHaveLength(2);
		for (const [index, row] of rows.entries()) {
			expect(Object.keys(row)).toEqual(columns);
			expect(Object.values(row)).not.toContain(undefined);
			const [picture] = pictures[index];
			expect(row).toMatchObject({
				prompt: 'a castle',
				imageNumber: index + 1,
				imageCount: 2,
				fileName: picture.fileName,
				mimeType: picture.mimeType,
				fileSize: picture.bytes.length,
				width: 8,
				height: 8,
				status: 'succeeded',
				taskId: stage.sandbox.tasks()[0].id,
				note: null,
			});
			expect(picture.field).toBe('data');
			expect(picture.fileName).toMatch(
				new RegExp(`^a-castle-[a-z\\d]{8}-${index + 1}\\.(webp|jpg)$`),
			);
			expect(items[index].pairedItem).toEqual({ item: 0 });
		}
	});

	it.each(allSpots)(
		'%s: submitted, the same columns without a picture; Get fetches it',
		async (spot) => {
			const execution = { whenToContinue: 'submitted' };
			const { rows, items } = await stage.generate(spot, { prompt: 'a castle', execution });
			expect(Object.keys(rows[0])).toEqual(columns);
			expect(rows[0]).toMatchObject({ fileName: null, imageNumber: null, url: null, note: null });
			expect(['queued', 'running']).toContain(rows[0].status);
			expect(items[0].binary).toBeUndefined();

			const { taskId, model } = rows[0];
			const got = await stage.run(spot, { operation: 'get', taskId, taskModel: model });
			expect(Object.keys(got.rows[0])).toEqual(columns);
			expect(got.rows[0]).toMatchObject({ taskId, status: 'succeeded', imageNumber: 1 });
			expect(got.pictures[0]).toHaveLength(1);
			expect(stage.sandbox.counters.count('submit')).toBe(1);
		},
	);

	it.each(allSpots)('%s: Get may tell the status of a task that is not done', async (spot) => {
		const execution = { whenToContinue: 'submitted' };
		const { rows } = await stage.generate(spot, { prompt: '[slow]', execution });
		const { taskId, model } = rows[0];
		const get = { operation: 'get', taskId, taskModel: model, waitForTask: false };
		const got = await stage.run(spot, get);
		expect(got.rows[0]).toMatchObject({ taskId, fileName: null });
		expect(['queued', 'running']).toContain(got.rows[0].status);
	});

	it.each(['replicate', 'fal', 'waveSpeed'] as const)('%s: Cancel', async (spot) => {
		const execution = { whenToContinue: 'submitted' };
		const { rows } = await stage.generate(spot, { prompt: '[slow]', execution });
		const { taskId, model } = rows[0];
		const gone = await stage.run(spot, { operation: 'cancel', taskId, taskModel: model });
		expect(gone.rows[0]).toMatchObject({ taskId, outcome: 'cancelled' });
		expect(stage.sandbox.tasks()[0].canceledAt).toBeDefined();
	});

	it.each(['replicate', 'fal', 'waveSpeed'] as const)(
		'%s: Cancel and Get of a task that nobody knows',
		async (spot) => {
			for (const operation of ['cancel', 'get']) {
				const parameters = { operation, taskId: 'nobodys', taskModel: 'fal-ai/flux-lora' };
				const { rows } = await stage.run(spot, parameters, { settings: continueOn.regular });
				const { error, details } = failureOf(rows[0]);
				expect(error).toMatch(/does not know this task .*\[task nobodys\]/);
				expect(details).toMatchObject({ kind: 'taskNotFound', charged: 'unknown' });
				expect(details.nextStep).not.toMatch(/fetch it later/);
			}
		},
	);
});

describe('options of the output', () => {
	it.each(allSpots)('%s: all images on one item', async (spot) => {
		const execution = { output: 'perTask', binaryPropertyName: 'photo', fileName: 'castle.png' };
		const { rows, pictures } = await stage.generate(spot, { ...two(spot), execution });
		expect(rows).toHaveLength(1);
		expect(pictures[0].map(({ field }) => field)).toEqual(['photo', 'photo_1']);
		const names = pictures[0].map(({ fileName }) => fileName);
		for (const name of names) expect(name).toMatch(/^castle-[12]\.(webp|jpg)$/);
		expect(JSON.parse(String(rows[0].images))).toMatchObject(
			names.map((fileName) => ({ fileName })),
		);
	});

	it.each(allSpots)("%s: the input item's fields, and never a key error", async (spot) => {
		const items = [{ slug: 'north', error: 'of yesterday', seed: 'theirs' }];
		const execution = { includeOtherInputFields: true };
		const { rows } = await stage.generate(spot, { execution }, { items });
		expect(rows[0]).toMatchObject({ slug: 'north', status: 'succeeded' });
		expect(rows[0]).not.toHaveProperty('error');
		expect(rows[0].seed).toBe('theirs');
		expect(rows[0]).toHaveProperty('generated_seed');
	});

	it.each(allSpots)("%s: details hold the provider's own answer", async (spot) => {
		const { rows } = await stage.generate(spot, { execution: { simplify: false } });
		expect(Object.keys(rows[0])).toEqual([...columns, 'details']);
		expect(Object.keys(rows[0].details as IDataObject).length).toBeGreaterThan(1);
		expect(JSON.stringify(rows[0])).not.toContain(stage.sandbox.sites[spots[spot].site].key);
	});

	it.each(flagging)('%s: flagged images fail, come along or are left out', async (spot) => {
		const run = async (onFlagged: string) =>
			await stage.generate(
				spot,
				{ prompt: '[nsfw]', ...two(spot), execution: { onFlagged } },
				{ settings: continueOn.regular },
			);
		const failed = await run('fail');
		expect(failureOf(failed.rows[0]).details.kind).toBe('flagged');
		expect(failed.rows[1]).toMatchObject({ imageNumber: 2, flagged: false });
		const returned = await run('return');
		expect(returned.rows.map(({ flagged }) => flagged)).toEqual([true, false]);
		expect(returned.pictures.flat()).toHaveLength(2);
		const dropped = await run('drop');
		expect(dropped.rows).toMatchObject([{ imageNumber: 2, imageCount: 2, flagged: false }]);
	});
});
