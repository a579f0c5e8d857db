import type { Step } from '../../sandbox';
import type { NodeResult } from '../engine/harness';
import { allSpots, named, officialSpots, spots, type SpotName } from '../engine/spots';
import { continueOn, failureOf, openStage, usualModel, type Stage } from '../nodes/stage';
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
afterEach(() => {
	// A second request to the listener would be the key's.
	expect(foreign.caught).toEqual([]);
	for (const [host, keys] of Object.entries(stage.sandbox.counters.keysAt)) {
		expect([host, keys.size]).toEqual([host, 1]);
	}
});
afterAll(async () => {
	await stage.close();
	await foreign.close();
});

const statuses = [301, 302, 303, 307, 308];
const cases = (names: readonly SpotName[]) =>
	names.flatMap((spot) => statuses.map((status) => [spot, status] as const));

function redirect(spot: SpotName, status: number, ...steps: readonly Step[]): void {
	const location = `${foreign.origin}/stolen?signature=abcdef`;
	const fault = { kind: 'redirect', location, status } as const;
	const { site } = spots[spot];
	stage.sandbox.faults.add(...steps.map((step) => ({ site, step, times: 99, fault })));
}

/** The row names where the call was to go, without the query. */
function expectNamed({ rows, log }: NodeResult): void {
	const { error, details } = failureOf(rows[0]);
	expect(error).toContain(`${foreign.origin}/stolen`);
	expect(details.kind).toBe('redirected');
	expect(JSON.stringify([rows, log])).not.toContain('abcdef');
}

const settings = continueOn.regular;

describe('API calls follow no redirect, and name where it leads', () => {
	it.each(cases(allSpots))('%s, %i: submit', async (spot, status) => {
		redirect(spot, status, 'submit');
		const result = await stage.generate(spot, {}, { settings });
		expectNamed(result);
		expect(failureOf(result.rows[0]).details.charged).toBe('no');
		expect(stage.sandbox.counters.count('submit')).toBe(1);
	});

	it.each(cases(allSpots))('%s, %i: status, stream and result', async (spot, status) => {
		redirect(spot, status, 'status', 'stream', 'result');
		// On a busy machine a quick task may be over when its submit is answered.
		const result = await stage.generate(spot, { prompt: 'a castle [slow]' }, { settings });
		expectNamed(result);
		expect(failureOf(result.rows[0]).details.taskId).toBe(stage.sandbox.tasks()[0].id);
	});

	it.each(cases(allSpots))('%s, %i: cancel', async (spot, status) => {
		const execution = { whenToContinue: 'submitted' };
		const { rows } = await stage.generate(spot, { prompt: 'a castle [slow]', execution });
		redirect(spot, status, 'cancel', 'other');
		const task = named(spot, rows[0].taskId, usualModel[spots[spot].node]);
		expectNamed(await stage.run(spot, { operation: 'cancel', ...task }, { settings }));
	});

	it.each(cases(allSpots))('%s, %i: the test of the credential', async (spot, status) => {
		redirect(spot, status, 'account', 'status');
		const { status: outcome, message } = await testCredential(stage, spot);
		expect(outcome).toBe('Error');
		expect(message).toContain(`${foreign.origin}/stolen`);
		expect(message).not.toContain('abcdef');
	});
});

describe('uploads follow no redirect', () => {
	it.each(cases(officialSpots))('%s, %i', async (spot, status) => {
		redirect(spot, status, 'upload');
		const items = [photo()];
		const result = await stage.generate(spot, photoFields[spot as 'fal'], { settings, items });
		expectNamed(result);
		expect(stage.sandbox.tasks()).toEqual([]);
	});

	it.each(statuses)('fal, %i at the foreign host that takes the bytes', async (status) => {
		const location = `${foreign.origin}/stolen?signature=abcdef`;
		const fault = { kind: 'redirect', location, status } as const;
		stage.sandbox.faults.add({ site: 'cdn', step: 'upload', times: 99, fault });
		const { rows } = await stage.generate('fal', photoFields.fal, { settings, items: [photo()] });
		expect(failureOf(rows[0]).details.charged).toBe('no');
		expect(JSON.stringify(rows)).not.toContain('abcdef');
		expect(stage.sandbox.tasks()).toEqual([]);
	});
});

describe('a picture', () => {
	it.each(allSpots)(
		'%s: is not fetched from a private host that a redirect names',
		async (spot) => {
			redirect(spot, 302, 'download');
			const { rows } = await stage.generate(spot, {}, { settings });
			const { error, details } = failureOf(rows[0]);
			expect(details).toMatchObject({ kind: 'blockedAddress', charged: 'yes' });
			expect(error).toContain(`name ${foreign.host} under "Also Download From"`);
			expect(error).not.toContain('abcdef');
		},
	);
});
