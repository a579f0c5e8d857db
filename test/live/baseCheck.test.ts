import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type * as Cache from '../../nodes/shared/client/remembered';
import type { SpotName } from '../engine/spots';
import { builtModule } from '../engine/harness';
import { continueOn, failureOf, openStage, type Stage } from '../nodes/stage';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});

beforeEach(() => {
	stage.sandbox.reset();
	builtModule<typeof Cache>('nodes/shared/client/remembered').forgetAll();
});

afterAll(async () => await stage.close());

const row = (path: string): IDataObject => ({
	lorasMode: 'fields',
	loras: { row: [{ path, scale: 1 }] },
});

const cog = (path: string): IDataObject => ({
	model: 'black-forest-labs/flux-dev-lora',
	lora_weights: path,
});

const run = async (spot: SpotName, lora: IDataObject, typed: ICredentialDataDecryptedObject = {}) =>
	await stage.generate(
		spot,
		{ prompt: 'a castle', ...lora },
		{ typed, settings: continueOn.regular },
	);

const asked = () =>
	stage.sandbox.counters.requests.filter(({ path }) => /^\/(?:huggingface|civitai)\//.test(path));

const foreign: ReadonlyArray<readonly [SpotName, string, IDataObject]> = [
	['replicate', "in BFL's spelling", cog('huggingface.co/sandbox/old-sdxl-ink')],
	[
		'Replicate at a gateway',
		"in Lucataco's spelling",
		{ model: 'lucataco/flux-dev-lora', hf_lora: 'sandbox/old-sdxl-ink' },
	],
	['fal', 'as a repo', row('sandbox/old-sdxl-ink')],
	[
		'waveSpeed',
		'as a link to its file',
		row('https://huggingface.co/sandbox/old-sdxl-ink/resolve/main/ink.safetensors'),
	],
	['fal', 'for FLUX.2 at a model of FLUX.1', row('sandbox/klein-sketch')],
];

describe('a LoRA whose page says that it is for another base', () => {
	it.each(foreign)('%s: %s, is refused before it is paid for', async (spot, _, lora) => {
		const { rows } = await run(spot, lora);
		expect(failureOf(rows[0])).toMatchObject({
			error: expect.stringMatching(/^The LoRA .+ is for .+ takes LoRAs for FLUX\.1$/),
			details: { kind: 'invalidInput', charged: 'no', safeToRetry: true },
		});
		expect(stage.sandbox.tasks()).toEqual([]);
	});

	it('beside one whose page is silent, is refused as well', async () => {
		stage.sandbox.faults.add({ site: 'cdn', step: 'other', fault: { kind: 'stallHeaders' } });
		const { rows } = await run('fal', {
			lorasMode: 'fields',
			loras: {
				row: [
					{ path: 'alvdansen/frosting_lane_flux', scale: 1 },
					{ path: 'sandbox/old-sdxl-ink', scale: 1 },
				],
			},
		});
		expect(failureOf(rows[0]).error).toMatch(/old-sdxl-ink is for/);
		expect(stage.sandbox.tasks()).toEqual([]);
	});

	it('nobody is asked, and it is bought, when the credential has looking up switched off', async () => {
		const { rows } = await run('fal', row('sandbox/old-sdxl-ink'), { lookUpLoras: false });
		expect(rows[0]).toMatchObject({ status: 'succeeded' });
		expect(asked()).toEqual([]);
	});
});

describe('every other LoRA is bought', () => {
	it.each([
		['for this base', 'alvdansen/frosting_lane_flux'],
		['for a near base', 'sandbox/kontext-turn'],
		['a file somewhere else', 'https://example.com/ink.safetensors'],
		[
			'a file for FLUX in a repo for something else',
			'https://huggingface.co/sandbox/old-sdxl-ink/resolve/main/ink_flux.safetensors',
		],
	])('%s, and nothing is said', async (_, path) => {
		const { rows } = await run('fal', row(path));
		expect(rows[0]).toMatchObject({ status: 'succeeded', prompt: 'a castle' });
		expect(rows[0]).not.toHaveProperty('details');
	});

	it('when the list is silent', async () => {
		stage.sandbox.faults.add({ site: 'cdn', step: 'other', fault: { kind: 'stallHeaders' } });
		const { rows } = await run('fal', row('alvdansen/frosting_lane_flux'));
		expect(rows[0]).toMatchObject({ status: 'succeeded' });
		expect(stage.sandbox.tasks()).toHaveLength(1);
	});

	it('without a LoRA nobody is asked', async () => {
		await run('fal', {});
		expect(asked()).toEqual([]);
	});
});

it('twenty items ask once, and no key goes along', async () => {
	const { rows } = await stage.generate(
		'replicate',
		{ prompt: '={{ $json.prompt }}', ...cog('huggingface.co/alvdansen/frosting_lane_flux') },
		{ items: Array.from({ length: 20 }, (_, item) => ({ prompt: `castle ${item}` })) },
	);
	expect(rows).toHaveLength(20);
	expect(asked()).toHaveLength(1);
	const { cdn, counters } = stage.sandbox;
	expect([...(counters.keysAt[cdn.host] ?? [])]).toEqual([]);
});

it('what an earlier try bought is taken up without asking again', async () => {
	stage.sandbox.faults.add({ site: 'cdn', step: 'other', fault: { kind: 'status', status: 500 } });
	stage.sandbox.faults.add({ step: 'status', fault: { kind: 'status', status: 401 } });
	const { rows } = await stage.generate(
		'waveSpeed',
		{
			prompt: 'a castle',
			...row('https://huggingface.co/sandbox/old-sdxl-ink/resolve/main/ink.safetensors'),
		},
		{ settings: { ...continueOn.regular, retryOnFail: true, maxTries: 2 } },
	);
	expect(rows[0]).toMatchObject({ status: 'succeeded' });
	expect(stage.sandbox.tasks()).toHaveLength(1);
});
