import { createHash, createHmac, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox } from '../../sandbox';

interface Call {
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

let sandbox: Sandbox;
let bell: Server;
let origin: string;
/** Of one test alone, so that a late word of one is not taken for another's. */
let url: string;
let tests = 0;
let calls: Call[] = [];
/** What the address answers, call by call; 200 afterwards. */
let answers: number[] = [];

beforeAll(async () => {
	sandbox = await startSandbox({ draw: false, seconds: () => 0.05 });
	bell = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			calls.push({ headers: request.headers, body });
			response.writeHead(answers.shift() ?? 200).end();
		});
	});
	await new Promise<void>((resolve) => bell.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(bell.address() as AddressInfo).port}`;
});
afterAll(async () => {
	bell.close();
	await sandbox.close();
});
beforeEach(() => {
	sandbox.reset();
	url = `${origin}/resume-${++tests}?signature=s`;
	calls = [];
	answers = [];
});

type Name = 'replicate' | 'fal' | 'waveSpeed';

async function submit(name: Name, webhook: string): Promise<Record<string, unknown>> {
	const { origin, key } = sandbox.sites[name];
	const encoded = encodeURIComponent(webhook);
	const input = { prompt: 'a bell' };
	const [path, body] = {
		replicate: [
			'/v1/models/black-forest-labs/flux-schnell/predictions',
			{ input, webhook, webhook_events_filter: ['completed'] },
		],
		fal: [`/fal-ai/flux/schnell?fal_webhook=${encoded}`, input],
		waveSpeed: [`/api/v3/wavespeed-ai/flux-schnell?webhook=${encoded}`, input],
	}[name] as [string, object];
	const answer = await fetch(`${origin}${path}`, {
		method: 'POST',
		headers: {
			authorization: `${name === 'fal' ? 'Key' : 'Bearer'} ${key}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify(body),
	});
	expect(answer.ok).toBe(true);
	return (await answer.json()) as Record<string, unknown>;
}

async function rung(times: number): Promise<void> {
	while (calls.length < times) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** The sandbox's own word on its calls of an address, which comes after the address's answer. */
async function told(address: string, count: number) {
	const made = () => sandbox.callbacks.made.filter((one) => one.url === address);
	while (made().length < count) await new Promise((resolve) => setTimeout(resolve, 10));
	return made();
}

function hmac({ headers, body }: Call, key: Buffer | string, form: 'base64' | 'hex'): string {
	const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
	return createHmac('sha256', key).update(text).digest(form);
}

describe('a webhook is called when the task is over', () => {
	it('by Replicate, with the prediction and its signature', async () => {
		await submit('replicate', url);
		await rung(1);
		const [call] = calls;
		expect(JSON.parse(call.body)).toMatchObject({
			status: 'succeeded',
			input: { prompt: 'a bell' },
		});
		const key = Buffer.from(sandbox.callbacks.signatures.secrets.replicate.slice(6), 'base64');
		expect(call.headers['webhook-signature']).toBe(`v1,${hmac(call, key, 'base64')}`);
	});

	it('by WaveSpeed, whose secret is raw text', async () => {
		await submit('waveSpeed', url);
		await rung(1);
		const [call] = calls;
		const key = sandbox.callbacks.signatures.secrets.waveSpeed.slice(6);
		expect(call.headers['webhook-signature']).toBe(`v3,${hmac(call, key, 'hex')}`);
	});

	it('by fal, signed with a key of its public set', async () => {
		const { request_id: id } = await submit('fal', url);
		await rung(1);
		const [{ headers, body }] = calls;
		expect(JSON.parse(body)).toMatchObject({ request_id: id, status: 'OK', payload: {} });
		const set = await fetch(`${sandbox.sites.fal.origin}/.well-known/jwks.json`);
		const { keys } = (await set.json()) as { keys: JsonWebKey[] };
		const named = (name: string) => String(headers[`x-fal-webhook-${name}`]);
		const hash = createHash('sha256').update(body).digest('hex');
		const text = [named('request-id'), named('user-id'), named('timestamp'), hash].join('\n');
		const key = createPublicKey({ key: keys[0], format: 'jwk' });
		const signature = Buffer.from(named('signature'), 'hex');
		expect(verify(null, Buffer.from(text), key, signature)).toBe(true);
	});

	it('twice, where a provider does that', async () => {
		sandbox.callbacks.manner = 'twice';
		await submit('replicate', url);
		await rung(2);
		expect(calls[1].body).toBe(calls[0].body);
	});

	it('too early, where a provider does that: the task is not done yet', async () => {
		sandbox.callbacks.manner = 'early';
		await submit('replicate', url);
		await rung(1);
		expect(JSON.parse(calls[0].body)).toMatchObject({ output: null });
	});

	it('again, when nobody took it', async () => {
		answers = [500];
		await submit('replicate', url);
		await rung(2);
		expect((await told(url, 2)).map(({ status }) => status)).toEqual([500, 200]);
	});

	it('and never beyond this machine', async () => {
		const far = 'https://n8n.example.com/resume';
		await submit('replicate', far);
		const [first] = await told(far, 1);
		expect(first).toMatchObject({ status: null, try: 1 });
	});
});
