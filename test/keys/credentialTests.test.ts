import type {
	ICredentialDataDecryptedObject,
	INodeCredentialTestResult,
	INodeType,
} from 'n8n-workflow';
import { builtModule } from '../engine/harness';
import { allCounters, counters, openShop, type Counter, type Shop } from '../money/shop';
import { startEcho, type Answer, type Echo } from './echo';

let shop: Shop;
let server: Echo;
let answer: Answer;
beforeAll(async () => {
	shop = await openShop();
	server = await startEcho(() => answer);
});
afterAll(async () => {
	await server.close();
	await shop.close();
});
beforeEach(() => {
	shop.reset();
	server.asked.length = 0;
});

const files = {
	replicateImage: ['nodes/Replicate/ReplicateImage.node.js', 'ReplicateImage'],
	falImage: ['nodes/Fal/FalImage.node.js', 'FalImage'],
	waveSpeedImage: ['nodes/WaveSpeed/WaveSpeedImage.node.js', 'WaveSpeedImage'],
} as const;

async function check(
	counter: Counter,
	changes: ICredentialDataDecryptedObject = {},
): Promise<INodeCredentialTestResult> {
	const [path, name] = files[counters[counter].type];
	const Node = builtModule<Record<string, new () => INodeType>>(path)[name];
	const data = { ...shop.credentials(counter), ...changes };
	const [test] = Object.values(new Node().methods?.credentialTest ?? {});
	return await test.call({} as never, { id: '1', name: 'x', type: 'x', data });
}

const KEY = 'sk-Qx7TzPl9WbVn2RkMd8JsHc4YgFt6Ea5u';
const seen = () => Object.keys(shop.sandbox.counters.keysAt);

describe('a credential test', () => {
	test.each(allCounters)('%s: says that the key works, and buys nothing', async (counter) => {
		expect(await check(counter)).toMatchObject({ status: 'OK' });
		expect(seen()).toEqual([new URL(shop.sandbox.sites[counters[counter].site].origin).host]);
		expect(shop.sandbox.counters.submits).toEqual([]);
	});

	test.each(allCounters)('%s: says that a wrong key is wrong, without it', async (counter) => {
		const { status, message } = await check(counter, { apiKey: KEY });
		expect(status).toBe('Error');
		expect(message).not.toContain(KEY.slice(0, 6));
	});

	const wrong: ReadonlyArray<readonly [string, Answer]> = [
		['a web page with 200', { text: '<!doctype html><title>New API</title>' }],
		['a redirect to another host', { status: 302, text: '' }],
		[
			'an error that quotes the key',
			{ status: 401, json: { detail: `no ${KEY} ${KEY.slice(0, 8)}` } },
		],
	];
	test.each(
		allCounters.flatMap((counter) => wrong.map(([name, said]) => [counter, name, said] as const)),
	)('%s: %s is no success, and the key stays', async (counter, _name, said) => {
		const location = `${shop.sandbox.cdn.origin}/stolen`;
		answer = { ...said, headers: said.status === 302 ? { location } : {} };
		const { status, message } = await check(counter, { apiKey: KEY, baseUrl: server.origin });
		expect(status).toBe('Error');
		expect(message).not.toContain(KEY.slice(0, 6));
		expect(seen()).toEqual([]);
		expect(shop.sandbox.counters.requests).toEqual([]);
		expect(new Set(server.asked.map(({ host }) => host))).toEqual(new Set([server.host]));
	});
});
