import { allSpots } from '../engine/spots';
import { continueOn, failureOf, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage({ pictureBytes: 20_000 });
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

describe('Maximum File Size', () => {
	it.each(allSpots)('%s: refuses a larger one, and tells that it is paid', async (spot) => {
		const execution = { maxFileSize: '={{ 0.001 }}' };
		const { rows } = await stage.generate(spot, { execution }, { settings: continueOn.regular });
		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(/^Image 1 .*larger than 0\.001 MB, the Maximum File Size/);
		expect(details).toMatchObject({ kind: 'tooLarge', charged: 'yes' });
		expect(details.nextStep).toMatch(/Raise Maximum File Size.*Get a Task/);
	});
});
