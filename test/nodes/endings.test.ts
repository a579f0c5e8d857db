import type { IDataObject } from 'n8n-workflow';
import { allSpots, spots, type SpotName } from '../engine/spots';
import { endings, failing, replicates } from './endingCases';
import { continueOn, failureOf, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

const cases = endings.flatMap((ending) => ending.at.map((spot) => ({ ...ending, spot })));

/** WaveSpeed's moderation answers before a task is made. */
const early = ({ spot, prompt }: (typeof cases)[number]) =>
	spot === 'waveSpeed' && prompt === '[refuse]';

describe('each way to end is told with what happened and what to do', () => {
	it.each(cases)('$spot: $name', async (ending) => {
		const { spot, prompt = 'a castle', fault, typed, kind, charged, task, says, next } = ending;
		const { site } = spots[spot];
		if (fault !== undefined) stage.sandbox.faults.add({ site, times: 99, ...fault });

		const { rows } = await stage.generate(
			spot,
			{ prompt },
			{ settings: continueOn.regular, typed },
		);

		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(says);
		const made = task && !early(ending);
		expect(details).toMatchObject({
			kind,
			charged: early(ending) ? 'no' : charged,
			taskId: made ? stage.sandbox.tasks()[0].id : null,
			nextStep: expect.stringMatching(next),
		});
		if (made) expect(error).toContain(`[task ${String(details.taskId)}]`);
		expect(stage.sandbox.counters.count('submit')).toBe(ending.submits ?? 1);
		expect(error.length + details.nextStep.length).toBeLessThan(500);
		for (const text of [error, details.nextStep]) {
			expect(text).not.toContain(stage.sandbox.sites[site].key);
			expect(text).not.toMatch(/undefined|\[object|\.\.|: :/);
		}
	});
});

describe('a failed task counts as failed, whoever told it', () => {
	it.each(allSpots)('%s', async (spot) => {
		const { rows } = await stage.generate(
			spot,
			{ prompt: '[fail]' },
			{ settings: continueOn.regular },
		);
		expect(failureOf(rows[0]).details.status).toBe('failed');
	});
});

describe('a rate limit that does not end', () => {
	const rows = new Map<SpotName, IDataObject>();
	// Side by side, since each waits for as long as it may.
	beforeAll(async () => {
		stage.sandbox.faults.add({ ...failing(429), times: 999 });
		await Promise.all(
			allSpots.map(async (spot) => {
				const run = await stage.generate(spot, {}, { settings: continueOn.regular });
				rows.set(spot, run.rows[0]);
			}),
		);
	});

	it.each(allSpots)('%s: the provider is named with its words, and nothing was bought', (spot) => {
		const { error, details } = failureOf(rows.get(spot));
		expect(error).toMatch(/too many requests \(HTTP 429\): sandbox fault/);
		expect(details).toMatchObject({ kind: 'rateLimited', charged: 'no', taskId: null });
		expect(details.nextStep).toMatch(/Run fewer items/);
	});
});

describe('fewer pictures than asked', () => {
	it.each(allSpots)('%s: the rows that came are good, with a note', async (spot) => {
		const count = replicates.includes(spot) ? { num_outputs: 3 } : { num_images: 3 };
		const { rows, pictures } = await stage.generate(spot, { prompt: 'a castle [fewer]', ...count });
		expect(rows.map(({ imageNumber, imageCount }) => [imageNumber, imageCount])).toEqual([
			[1, 2],
			[2, 2],
		]);
		for (const { note } of rows) expect(note).toMatch(/^2 of 3 images came/);
		expect(pictures.flat()).toHaveLength(2);
	});
});

describe("fal's own queue fails a wrong input after it took it", () => {
	it('and its words are read from the result', async () => {
		const parameters = {
			model: 'custom',
			endpoint: 'fal-ai/flux-lora',
			input: '{"prompt": "a castle", "num_images": 9}',
		};
		const { rows } = await stage.generate('fal', parameters, { settings: continueOn.regular });
		expect(failureOf(rows[0]).error).toMatch(
			/^The task failed.*num_images: Input should be less than or equal to 4.*\[task /,
		);
	});
});
