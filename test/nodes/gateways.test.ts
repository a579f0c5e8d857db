import type { SiteName } from '../../sandbox';
import { spots, type SpotName } from '../engine/spots';
import { continueOn, failureOf, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage({ keys: { gateway: 'hk-0123456789abcdef0123456789abcdef' } });
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

/** What a person pastes, with the site's own host put in. */
const pasted: ReadonlyArray<readonly [SpotName, string]> = [
	['replicate', 'http://HOST'],
	['replicate', 'http://HOST/v1/'],
	['replicate', 'http://HOST/v1/predictions'],
	['replicate', ' HOST/v1/models/black-forest-labs/flux-dev/predictions '],
	['fal', 'http://HOST/'],
	['fal', 'http://HOST/fal-ai/flux-lora'],
	['waveSpeed', 'http://HOST'],
	['waveSpeed', 'http://HOST/api/v3'],
	['waveSpeed', 'http://HOST/api/v3/wavespeed-ai/flux-dev-lora'],
	['Replicate at a gateway', 'http://HOST'],
	['Replicate at a gateway', 'HOST/'],
	['Replicate at a gateway', 'http://HOST/replicate'],
	['Replicate at a gateway', 'http://HOST/replicate/v1'],
	['Replicate at a gateway', 'http://HOST/replicate/v1/predictions'],
	['Replicate at a gateway', 'http://HOST/replicate/v1/models/a/b/predictions'],
	['fal at a gateway', 'http://HOST'],
	['fal at a gateway', 'http://HOST/fal-ai'],
	['fal at a gateway', 'http://HOST/fal-ai/flux-lora/requests/x'],
];

const hostOf = (site: SiteName) => new URL(stage.sandbox.sites[site].origin).host;

/** The key was seen where the credential says, and nowhere else. */
function expectKeyOnlyAt(site: SiteName): void {
	const { keysAt } = stage.sandbox.counters;
	expect(Object.keys(keysAt)).toEqual([hostOf(site)]);
	expect([...keysAt[hostOf(site)]]).toEqual([stage.sandbox.sites[site].key]);
}

describe('a base URL as it is pasted', () => {
	it.each(pasted)('%s: %s', async (spot, text) => {
		const { site } = spots[spot];
		const typed = { baseUrl: text.replace('HOST', hostOf(site)) };
		const made = await stage.generate(spot, {}, { typed });
		expect(made.error).toBeUndefined();
		const { taskId, model } = made.rows[0];
		const got = await stage.run(
			spot,
			{ operation: 'get', taskId, ...(spots[spot].node === 'falImage' && { taskModel: model }) },
			{ typed },
		);
		expect(got.rows[0]).toMatchObject({ taskId, status: 'succeeded' });
		expect(got.pictures[0][0].bytes).toEqual(made.pictures[0][0].bytes);
		expect(stage.sandbox.counters.count('submit')).toBe(1);
		expectKeyOnlyAt(site);
	});
});

describe('what gateways do differently', () => {
	const both: readonly SpotName[] = ['Replicate at a gateway', 'fal at a gateway'];

	it.each(['error', 'body'] as const)('fal: not yet, told as %s', async (how) => {
		stage.sandbox.setUnfinished(how);
		const { rows, error } = await stage.generate('fal at a gateway', {});
		stage.sandbox.setUnfinished('alternate');
		expect(error).toBeUndefined();
		expect(rows[0]).toMatchObject({ status: 'succeeded', model: 'fal-ai/flux-lora' });
		const paths = stage.sandbox.counters.requests.map(({ path }) => path);
		expect(paths.some((path) => /\/status|\/stream/.test(path))).toBe(false);
	});

	it.each(both)('%s: addresses in its answers are not followed', async (spot) => {
		const origin = stage.sandbox.cdn.origin;
		stage.sandbox.faults.add({
			site: 'gateway',
			times: 99,
			fault: { kind: 'foreignUrls', origin },
		});
		const { rows } = await stage.generate(spot, {});
		expect(rows[0].status).toBe('succeeded');
		const elsewhere = stage.sandbox.counters.requests.filter(({ host }) => host !== 'gateway');
		expect(elsewhere.every(({ step, method }) => step === 'download' && method === 'GET')).toBe(
			true,
		);
		expectKeyOnlyAt('gateway');
	});

	it.each([
		['Replicate at a gateway', { model: 'black-forest-labs/flux-dev-lora' }],
		['fal at a gateway', { model: 'fal-ai/flux-krea-lora' }],
	] as const)('%s: "no available channel" is not tried again', async (spot, parameters) => {
		const { rows } = await stage.generate(spot, parameters, { settings: continueOn.regular });
		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(/does not serve this model to your account.*no available channel/);
		expect(details).toMatchObject({ kind: 'modelUnavailable', charged: 'no', safeToRetry: true });
		expect(stage.sandbox.counters.count('submit')).toBe(1);
	});

	it.each(both)('%s: a web page for a wrong base URL is named as such', async (spot) => {
		const typed = { baseUrl: `${stage.sandbox.sites.gateway.origin}/console/overview` };
		const { rows } = await stage.generate(spot, {}, { settings: continueOn.regular, typed });
		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(/answers with a web page where the API should be/);
		expect(details).toMatchObject({ kind: 'wrongBaseUrl', charged: 'no' });
		expect(details.nextStep).toMatch(/base URL in the credential is wrong/);
	});

	it.each(both)('%s: a cancel it does not know is told, not taken for done', async (spot) => {
		const made = await stage.generate(spot, {
			prompt: '[slow]',
			execution: { whenToContinue: 'submitted' },
		});
		const { taskId, model } = made.rows[0];
		const { rows } = await stage.run(spot, { operation: 'cancel', taskId, taskModel: model });
		expect(rows[0]).toMatchObject({ taskId, outcome: 'unsupported' });
	});
});

describe('spellings of a Replicate version', () => {
	const hash = '2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574';
	it.each([
		['its pinned version', {}, '/predictions'],
		['owner/name:hash', { version: `lucataco/flux-schnell-lora:${hash}` }, '/predictions'],
		['a bare hash', { version: hash }, '/predictions'],
	])('%s', async (_name, options, path) => {
		const { rows } = await stage.generate('Replicate at a gateway', {
			model: 'lucataco/flux-schnell-lora',
			options,
		});
		expect(rows[0]).toMatchObject({ status: 'succeeded', model: 'lucataco/flux-schnell-lora' });
		expect(stage.sandbox.counters.requests[0].path).toBe(`/replicate/v1${path}`);
	});

	it.each([
		[
			'the official-model endpoint',
			'black-forest-labs/flux-schnell',
			'/models/black-forest-labs/flux-schnell/predictions',
		],
		['owner/name:hash', `lucataco/flux-schnell-lora:${hash}`, '/predictions'],
		['a bare hash', hash, '/predictions'],
	])('the custom model by %s', async (_name, endpoint, path) => {
		const { rows, error } = await stage.generate('Replicate at a gateway', {
			model: 'custom',
			endpoint,
			input: '{"prompt": "a castle"}',
		});
		expect(error).toBeUndefined();
		expect(rows[0]).toMatchObject({ status: 'succeeded', prompt: 'a castle' });
		expect(stage.sandbox.counters.requests[0].path).toBe(`/replicate/v1${path}`);
	});
});
