import { allSpots, named, officialSpots, spots, type SpotName } from '../engine/spots';
import { continueOn, openStage, usualModel, type Stage } from '../nodes/stage';
import { photo, photoFields } from './photo';
import { testCredential } from '../nodes/testCredential';
import { openTrap, type Trap } from './trap';

let stage: Stage;
let foreign: Trap;
beforeAll(async () => {
	stage = await openStage();
	foreign = await openTrap();
});
beforeEach(() => {
	stage.sandbox.reset();
	foreign.caught.length = 0;
});
afterAll(async () => {
	await stage.close();
	await foreign.close();
});

const steps = ['submit', 'status', 'result', 'stream', 'cancel', 'list', 'account'] as const;

/** Every answer of the site names another host in its own addresses. */
function nameForeignHosts(spot: SpotName): void {
	const fault = { kind: 'foreignUrls', origin: foreign.origin } as const;
	const { site } = spots[spot];
	stage.sandbox.faults.add(...steps.map((step) => ({ site, step, times: 999, fault })));
}

/** The key was seen at its base origin, no other key anywhere, and nothing followed an answer's own addresses. */
function expectAtHome(spot: SpotName): void {
	const { origin, key } = stage.sandbox.sites[spots[spot].site];
	const seen = Object.entries(stage.sandbox.counters.keysAt).map(([host, keys]) => [
		host,
		[...keys],
	]);
	expect(seen).toEqual([[new URL(origin).host, [key]]]);
	expect(foreign.caught).toEqual([]);
	const elsewhere = stage.sandbox.counters.requests.filter(({ host }) => host !== spots[spot].site);
	for (const { host, method, step } of elsewhere) {
		expect([host, `${method} ${step}`]).toEqual([
			'cdn',
			expect.stringMatching(/^GET download|^PUT upload/),
		]);
	}
}

const counted = (step: (typeof steps)[number] | 'upload' | 'download') =>
	stage.sandbox.counters.count(step);

async function submitted(spot: SpotName, prompt = 'a castle') {
	const execution = { whenToContinue: 'submitted' };
	const { rows } = await stage.generate(spot, { prompt, execution });
	return named(spot, rows[0].taskId, usualModel[spots[spot].node]);
}

describe.each(allSpots)('%s: the key goes to its base origin alone', (spot) => {
	beforeEach(() => nameForeignHosts(spot));
	afterEach(() => {
		const hits = stage.sandbox.faults.hits().filter(({ kind }) => kind === 'foreignUrls');
		expect(hits.length).toBeGreaterThan(0);
	});

	it('Generate: submit, waiting, download', async () => {
		const { rows, pictures } = await stage.generate(spot, {});
		expect(rows[0].status).toBe('succeeded');
		expect(pictures[0]).toHaveLength(1);
		expect(counted('submit')).toBe(1);
		expect(counted('download')).toBe(1);
		if (spot === 'fal') expect(counted('stream')).toBe(1);
		expectAtHome(spot);
	});

	it('Get a Task', async () => {
		const task = await submitted(spot);
		const { rows } = await stage.run(spot, { operation: 'get', ...task });
		expect(rows[0].status).toBe('succeeded');
		expectAtHome(spot);
	});

	it('Cancel a Task', async () => {
		const task = await submitted(spot, 'a castle [slow]');
		const { rows } = await stage.run(spot, { operation: 'cancel', ...task });
		expect(rows[0].taskId).toBe(task.taskId);
		expectAtHome(spot);
	});

	it('the test of the credential', async () => {
		expect((await testCredential(stage, spot)).status).toBe('OK');
		expectAtHome(spot);
	});

	it('the cancel of a stopped execution', async () => {
		const { sandbox } = stage;
		const made = (async () => {
			while (sandbox.tasks().length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
		})();
		const { status } = await stage.generate(spot, { prompt: 'a castle [slow]' }, { stop: made });
		expect(status).toBe('canceled');
		const gone = () => [...sandbox.counters.cancels, ...sandbox.counters.deletes].length > 0;
		const known = spots[spot].site !== 'gateway';
		for (let tries = 0; known && !gone() && tries < 400; tries++) {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		expect(gone()).toBe(known);
		expectAtHome(spot);
	});

	it('the search for a lost submit, and a purchase that fails', async () => {
		const { site } = spots[spot];
		const prompt = 'lost';
		stage.sandbox.faults.clear();
		stage.sandbox.faults.add({
			site,
			step: 'submit',
			prompt,
			fault: { kind: 'reset', when: 'afterTask' },
		});
		nameForeignHosts(spot);
		await stage.generate(
			spot,
			{ prompt: '={{ $json.prompt }}' },
			{ items: [{ prompt }, { prompt: '[fail]' }], settings: continueOn.regular },
		);
		if (spot === 'replicate' || spot === 'waveSpeed') expect(counted('list')).toBeGreaterThan(0);
		expectAtHome(spot);
	});
});

describe.each(officialSpots)('%s: an upload', (spot) => {
	it('goes without a key wherever it leaves the base origin', async () => {
		const items = [photo()];
		const { rows, error } = await stage.generate(spot, photoFields[spot], { items });
		expect(error).toBeUndefined();
		expect(rows[0].status).toBe('succeeded');
		expect(counted('upload')).toBeGreaterThan(0);
		expectAtHome(spot);
	});
});
