import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { allSpots, gatewaySpots, spots, type SpotName } from '../engine/spots';
import { json, openTrap } from '../keys/trap';
import { openStage, type Stage } from './stage';
import { testCredential } from './testCredential';

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

const test = async (spot: SpotName, typed?: ICredentialDataDecryptedObject) =>
	await testCredential(stage, spot, typed);

const siteOf = (spot: SpotName) => stage.sandbox.sites[spots[spot].site];

describe('testing a credential buys nothing and tells', () => {
	it.each(allSpots)('%s: a good key', async (spot) => {
		expect(await test(spot)).toEqual({
			status: 'OK',
			message: expect.stringMatching(/^The key works/),
		});
		expect(Object.keys(stage.sandbox.counters.keysAt)).toEqual([new URL(siteOf(spot).origin).host]);
	});

	it.each(allSpots)('%s: a bad key', async (spot) => {
		expect(await test(spot, { apiKey: 'wrong-key-000000' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/does not accept the API key \(HTTP 401\).*Check the key/),
		});
	});

	it.each(allSpots)('%s: an error that quotes the key, which stays here', async (spot) => {
		const apiKey = 'sk-Qx7TzPl9WbVn2RkMd8JsHc4YgFt6Ea5u';
		const quoting = await openTrap((_, response) =>
			json(response, 401, { detail: `no ${apiKey} ${apiKey.slice(0, 8)}` }),
		);
		const { status, message } = await test(spot, { apiKey, baseUrl: quoting.origin });
		await quoting.close();
		expect(status).toBe('Error');
		expect(message).not.toContain(apiKey.slice(0, 6));
		expect(quoting.caught.length).toBeGreaterThan(0);
		expect(stage.sandbox.counters.requests).toEqual([]);
	});

	it.each(allSpots)('%s: no key', async (spot) => {
		expect(await test(spot, { apiKey: ' ' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/has no API key/),
		});
	});

	it.each(allSpots)('%s: a web page', async (spot) => {
		stage.sandbox.faults.add({ site: spots[spot].site, times: 9, fault: { kind: 'html' } });
		expect(await test(spot)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/a web page where the API should be.*base URL/),
		});
	});

	it.each(allSpots)('%s: a redirect, which is not followed', async (spot) => {
		const location = `${stage.sandbox.cdn.origin}/elsewhere`;
		const fault = { kind: 'redirect', location } as const;
		stage.sandbox.faults.add({ site: spots[spot].site, times: 9, fault });
		expect(await test(spot)).toEqual({
			status: 'Error',
			message: expect.stringContaining(`it leads to ${location}`),
		});
		expect(stage.sandbox.counters.requests.map(({ host }) => host)).toEqual([spots[spot].site]);
	});

	it.each(allSpots)('%s: a port where nobody listens', async (spot) => {
		expect(await test(spot, { baseUrl: 'http://127.0.0.1:9' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^127\.0\.0\.1:9 cannot be reached: .*Check the network/),
		});
	});

	it.each(allSpots)('%s: an address that is none', async (spot) => {
		const { status, message } = await test(spot, { baseUrl: 'my gateway' });
		expect(status).toBe('Error');
		expect(message).toMatch(/base URL is not an address\. Open the credential/);
	});

	it.each(gatewaySpots)('%s: an answer that says nothing about the key', async (spot) => {
		const fault = { kind: 'status', status: 500 } as const;
		stage.sandbox.faults.add({ site: 'gateway', times: 99, fault });
		expect((await test(spot)).message).toMatch(/answers, but the key could not be checked/);
	});
});
