import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import { builtModule, type ImageNode } from '../engine/harness';
import { openStage, spots, type SpotName, type Stage } from './stage';

interface Tested {
	readonly methods: {
		readonly credentialTest: {
			testKey(
				this: unknown,
				credential: { data: ICredentialDataDecryptedObject },
			): Promise<INodeCredentialTestResult>;
		};
	};
}
type Shell = new () => Tested;

const shells: Readonly<Record<ImageNode, () => Shell>> = {
	replicateImage: () =>
		builtModule<{ ReplicateImage: Shell }>('nodes/Replicate/ReplicateImage.node').ReplicateImage,
	falImage: () => builtModule<{ FalImage: Shell }>('nodes/Fal/FalImage.node').FalImage,
	waveSpeedImage: () =>
		builtModule<{ WaveSpeedImage: Shell }>('nodes/WaveSpeed/WaveSpeedImage.node').WaveSpeedImage,
};

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterEach(() => {
	expect(stage.sandbox.counters.submits).toEqual([]);
	expect(stage.sandbox.tasks()).toEqual([]);
});
afterAll(async () => await stage.close());

const all = Object.keys(spots) as SpotName[];

/** As n8n calls it: nothing of `this` is used. */
async function test(spot: SpotName, typed: ICredentialDataDecryptedObject = {}) {
	const node = new (shells[spots[spot].node]())();
	const data = stage.credential(spot, typed);
	return await node.methods.credentialTest.testKey.call({}, { data });
}

const siteOf = (spot: SpotName) => stage.sandbox.sites[spots[spot].site];

describe('testing a credential buys nothing and tells', () => {
	it.each(all)('%s: a good key', async (spot) => {
		expect(await test(spot)).toEqual({
			status: 'OK',
			message: expect.stringMatching(/^The key works/),
		});
		expect(Object.keys(stage.sandbox.counters.keysAt)).toEqual([new URL(siteOf(spot).origin).host]);
	});

	it.each(all)('%s: a bad key', async (spot) => {
		expect(await test(spot, { apiKey: 'wrong-key-000000' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/does not accept the API key \(HTTP 401\).*Check the key/),
		});
	});

	it.each(all)('%s: no key', async (spot) => {
		expect(await test(spot, { apiKey: ' ' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/has no API key/),
		});
	});

	it.each(all)('%s: a web page', async (spot) => {
		stage.sandbox.faults.add({ site: spots[spot].site, times: 9, fault: { kind: 'html' } });
		expect(await test(spot)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/a web page where the API should be.*base URL/),
		});
	});

	it.each(all)('%s: a redirect, which is not followed', async (spot) => {
		const location = `${stage.sandbox.cdn.origin}/elsewhere`;
		const fault = { kind: 'redirect', location } as const;
		stage.sandbox.faults.add({ site: spots[spot].site, times: 9, fault });
		expect(await test(spot)).toEqual({
			status: 'Error',
			message: expect.stringContaining(`it leads to ${location}`),
		});
		expect(stage.sandbox.counters.requests.map(({ host }) => host)).toEqual([spots[spot].site]);
	});

	it.each(all)('%s: a port where nobody listens', async (spot) => {
		expect(await test(spot, { baseUrl: 'http://127.0.0.1:9' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^127\.0\.0\.1:9 cannot be reached: .*Check the network/),
		});
	});

	it.each(all)('%s: an address that is none', async (spot) => {
		const { status, message } = await test(spot, { baseUrl: 'my gateway' });
		expect(status).toBe('Error');
		expect(message).toMatch(/base URL is not an address\. Open the credential/);
	});

	it.each(['Replicate at a gateway', 'fal at a gateway'] as const)(
		'%s: an answer that says nothing about the key',
		async (spot) => {
			const fault = { kind: 'status', status: 500 } as const;
			stage.sandbox.faults.add({ site: 'gateway', times: 99, fault });
			expect((await test(spot)).message).toMatch(/answers, but the key could not be checked/);
		},
	);
});
