import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { falCatalog } from '../../nodes/Fal/falCatalog';
import { closeAgents, createAgents, type Agents } from '../../nodes/shared/net/agents';
import type { Ask, PublicRequest } from '../../nodes/shared/modelCatalog';
import { readDocument } from '../../nodes/shared/live/document';
import { publicGet } from '../../nodes/shared/net/publicGet';
import type { ApiRequest } from '../../nodes/shared/task';
import { fixtures } from './recorded';

describe('at a gateway fal is asked in public', () => {
	const asked: (ApiRequest | PublicRequest)[] = [];
	const answering =
		(body: unknown): Ask =>
		async (request, pick) => {
			asked.push(request);
			return await Promise.resolve(pick(body));
		};
	beforeEach(() => asked.splice(0));

	it('for the document, at the one address that needs no key', async () => {
		const document = fixtures.find(({ name }) => name === 'fal/fal-ai_flux-2_lora')?.body;
		const found = await falCatalog('gateway').read(answering(document), 'fal-ai/flux-2/lora');
		expect(asked).toEqual([
			{
				address: 'https://fal.ai/api/openapi/queue/openapi.json?endpoint_id=fal-ai%2Fflux-2%2Flora',
			},
		]);
		expect(readDocument(found).fields.map(({ field }) => field.name)).toContain('loras');
	});

	it('for the list', async () => {
		await falCatalog('gateway').search(answering({ models: [] }), 'kontext lora');
		expect(asked).toEqual([
			{ address: expect.stringMatching(/^https:\/\/api\.fal\.ai\/v1\/models\?.*q=kontext\+lora/) },
		]);
	});
});

describe('a public list', () => {
	let server: Server;
	let agents: Agents;
	let origin: string;
	const seen: IncomingHttpHeaders[] = [];

	beforeAll(async () => {
		server = createServer((request, response) => {
			seen.push(request.headers);
			if (request.url === '/moved') return response.writeHead(302, { location: '/list' }).end();
			response.setHeader('content-type', 'application/json');
			return response.end(JSON.stringify({ echo: 'a-secret-key-of-some-length' }));
		});
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		agents = createAgents();
	});
	beforeEach(() => seen.splice(0));
	afterAll(async () => {
		await closeAgents(agents);
		server.close();
	});

	const way = (ownHosts: readonly string[]) => ({
		agents,
		secrets: ['a-secret-key-of-some-length'],
		ownHosts,
	});
	const own = () => way([new URL(origin).host]);

	it('is asked without a key, and what it echoes is cleaned', async () => {
		const reply = await publicGet(`${origin}/list`, own());
		expect(reply).toMatchObject({ type: 'answer', status: 200 });
		expect(JSON.stringify(reply)).not.toContain('a-secret-key');
		expect(seen[0]).not.toHaveProperty('authorization');
	});

	it('at a private address is not opened unless the user named it', async () => {
		expect(await publicGet(`${origin}/list`, way([]))).toMatchObject({
			type: 'blocked',
			reason: expect.stringContaining('private address'),
		});
		expect(seen).toEqual([]);
	});

	it('is not followed elsewhere', async () => {
		const reply = await publicGet(`${origin}/moved`, own());
		expect(reply).toMatchObject({ type: 'redirect', location: `${origin}/list` });
		expect(seen).toHaveLength(1);
	});

	it("asks n8n's own protection, which wins", async () => {
		const filter = {
			validateUrl: async () => await Promise.resolve({ ok: false, error: new Error('not here') }),
			createSecureLookup: () => {
				throw new Error('Not asked');
			},
		};
		const reply = await publicGet(`${origin}/list`, { ...own(), filter });
		expect(reply).toMatchObject({ type: 'blocked', reason: expect.stringContaining('not here') });
		expect(seen).toEqual([]);
	});
});
