import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { nodes } from '../tools/nodes';

type Answer = (response: ServerResponse) => void;

let answer: Answer;
let asked: string[];
const server = createServer((request, response) => {
	asked.push(request.url ?? '');
	answer(response);
});
let origin: string;

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
	asked = [];
});
afterAll(() => server.close());

const text =
	(status: number, body: string): Answer =>
	(response) =>
		response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
const json =
	(status: number, body: unknown): Answer =>
	(response) =>
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const hangUp: Answer = (response) => response.destroy();

async function test(
	{ node }: (typeof nodes)[number],
	said: Answer,
	typed: Readonly<Record<string, string>> = {},
): Promise<INodeCredentialTestResult> {
	answer = said;
	const data = { apiKey: 'a-key-of-sixteen', useGateway: true, baseUrl: origin, ...typed };
	const { testKey } = node.methods.credentialTest;
	const credential = { id: '1', name: 'x', type: 'x', data };
	return await testKey.call({} as ICredentialTestFunctions, credential);
}

/** `{at}` stands for the server's address. */
const red: ReadonlyArray<readonly [string, Answer, RegExp]> = [
	[
		'a path that no route takes, in plain text',
		text(404, '404 page not found'),
		/the API is not at \{at\}\/.*Check the base URL/,
	],
	['an empty 404', text(404, ''), /the API is not at \{at\}\//],
	[
		'a path that is there for other methods alone',
		text(405, 'Method Not Allowed'),
		/the API is not at \{at\}\//,
	],
	[
		'a route that Express does not know',
		json(404, { message: 'Cannot GET /predictions/1' }),
		/the API is not at \{at\}\//,
	],
	[
		'a route that a reseller does not know',
		json(404, { error: { message: 'Invalid URL (GET /v1/x)' } }),
		/the API is not at \{at\}\//,
	],
	[
		'plain text where JSON should be',
		text(200, 'ok'),
		/not the provider's protocol.*Check the base URL/,
	],
	[
		'a connection that breaks off',
		hangUp,
		/cannot be reached: .*Check the network, the proxy settings of n8n and the base URL/,
	],
	[
		'no credit',
		json(402, { detail: 'Insufficient balance' }),
		/no credit left.*Add credit or a payment method there\.$/,
	],
];

describe.each(nodes)('the credential test of $path', (one) => {
	it.each(red)('is red for %s, and says what to do', async (_what, said, wanted) => {
		const { status, message } = await test(one, said);
		expect(status).toBe('Error');
		expect(message.replaceAll(origin, '{at}')).toMatch(wanted);
		expect(message).not.toMatch(/item/);
		expect(asked).toHaveLength(1);
	});

	it('names the account’s path where the official API should be and is not', async () => {
		const { status, message } = await test(one, json(404, { detail: 'Not Found' }), {
			apiType: 'official',
		});
		expect([status, message]).toEqual(['Error', expect.stringContaining('the API is not at')]);
	});

	it('tells a company proxy in front of the official API what to set when the key is refused', async () => {
		const { message } = await test(one, json(401, { detail: 'Invalid token' }));
		expect(message).toMatch(/set "It Speaks Like" to Official API/);
	});

	it('does not ask for another item where nobody listens', async () => {
		const { status, message } = await test(one, hangUp, { baseUrl: 'http://127.0.0.1:9' });
		expect(status).toBe('Error');
		expect(message).toMatch(/cannot be reached.*Check the network, .*the base URL/);
		expect(message).not.toMatch(/item/);
	});

	it.each([
		['in its own words', json(404, { detail: 'The requested resource could not be found.' })],
		['in the words of a gateway', json(404, { message: 'task not found' })],
		['with a 400', json(400, { error: { message: 'task_not_exist' } })],
	])('is green for a task that the address does not know, told %s', async (_how, said) => {
		expect(await test(one, said)).toEqual({
			status: 'OK',
			message: expect.stringMatching(/^The key works at 127/),
		});
	});
});
