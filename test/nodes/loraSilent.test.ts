import type { IDataObject } from 'n8n-workflow';
import { fluxLora } from '../../nodes/Fal/models/fluxLora';
import { parseInput } from '../../nodes/shared/input/schema';
import type { Lists } from '../../nodes/shared/lora/look';
import { settled } from '../../nodes/shared/lora/settle';
import { virtualClock } from '../client/virtualClock';
import { continueOn, failureOf, inputsAt, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

const page = 'https://civitai.com/models/4321/x';
const pinned = 'https://civitai.com/models/1234?modelVersionId=5678';
const file = 'https://civitai.com/api/download/models/5678?type=Model&format=SafeTensor';
const loras = (path: string): IDataObject => ({ loras: { row: [{ path }] } });

describe('lists that answer with an error', () => {
	beforeEach(() => {
		const fault = { kind: 'status', status: 500 } as const;
		stage.sandbox.faults.add({ site: 'cdn', step: 'other', fault, times: 9 } as never);
	});

	test.each([
		['zz/unasked-name', 'zz/unasked-name'],
		[pinned, file],
	])('%s is spelled without them', async (pasted, path) => {
		const { rows } = await stage.generate('fal', loras(pasted));
		expect(inputsAt(stage)[0].loras).toEqual([{ path, scale: 1 }]);
		expect(rows[0].note).toBeNull();
	});

	test('a look-up of trigger words that failed is said in the row', async () => {
		const execution = { lookUpTriggerWords: true };
		const { rows } = await stage.generate('fal', { ...loras('zz/another-name'), execution });
		expect(rows[0].note).toMatch(/^Trigger words were not looked up: .*HTTP 500/);
	});

	test('a page without a version is refused, nothing bought', async () => {
		const { rows } = await stage.generate('fal', loras(page), { settings: continueOn.regular });
		const facts = { kind: 'unreachable', charged: 'no', safeToRetry: true };
		expect(failureOf(rows[0]).details).toMatchObject(facts);
		expect(stage.sandbox.tasks()).toEqual([]);
	});
});

describe('lists that do not answer', () => {
	/** What became of a paste after this time; undefined while it is waited for. */
	async function after(seconds: number, path: string, words = false, lists = silent) {
		const clock = virtualClock();
		const input = parseInput(fluxLora, { prompt: 'a fox', ...loras(path) });
		let end: Awaited<ReturnType<typeof settled>> | undefined;
		const around = { lists: lists(clock), clock, fields: {}, official: true, words };
		void settled(fluxLora, input, around).then((made) => (end = made));
		await clock.advance(seconds * 1000);
		return end;
	}

	const listsOf = (look: Lists['look']): Lists => ({
		huggingFace: 'https://huggingface.co',
		civitai: 'https://civitai.com',
		look,
	});
	const silent: (clock: ReturnType<typeof virtualClock>) => Lists = () =>
		listsOf(async () => await new Promise(() => {}));

	test.each([
		['owner/name', 'owner/name'],
		[pinned, file],
	])('%s is written after a second', async (pasted, path) => {
		expect(await after(0.99, pasted)).toBeUndefined();
		const { input, refusal } = (await after(1, pasted)) ?? {};
		expect([input?.wire.loras, refusal]).toEqual([[{ path, scale: 1 }], undefined]);
	});

	test.each([page, 'https://huggingface.co/owner/name/tree/v2'])(
		'%s is waited for ten seconds, then refused as safe to retry',
		async (pasted) => {
			expect(await after(9.99, pasted)).toBeUndefined();
			const { refusal } = (await after(10, pasted)) ?? {};
			expect(refusal?.facts()).toMatchObject({
				kind: 'unreachable',
				charged: 'no',
				safeToRetry: true,
				message: expect.stringContaining('the list did not answer in time'),
			});
		},
	);

	test('where trigger words are wanted it is waited for ten seconds, and said in the row', async () => {
		expect(await after(9.99, 'owner/name', true)).toBeUndefined();
		const { input } = (await after(10, 'owner/name', true)) ?? {};
		expect(input?.wire.loras).toEqual([{ path: 'owner/name', scale: 1 }]);
		expect(input?.remarks?.triggerWords).toMatch(/did not answer in time/);
	});

	test('an answer after nine seconds is in time for a page', async () => {
		const late = (clock: ReturnType<typeof virtualClock>) =>
			listsOf(async (_address, pick) => {
				await clock.sleep(9_000);
				return pick({ id: 4321, modelVersions: [{ id: 5678, baseModel: 'Flux.1 D' }] });
			});
		const { input } = (await after(9.5, page, false, late)) ?? {};
		expect(input?.wire.loras).toEqual([{ path: file, scale: 1 }]);
	});
});
