import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manualClock, startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

export type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly json: Json;
}

export async function call(
	url: string,
	authorization?: string,
	method = 'GET',
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Answer> {
	const response = await fetch(url, {
		method,
		redirect: 'manual',
		headers: {
			...(authorization === undefined ? {} : { authorization }),
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...headers,
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await response.text();
	const json = text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as Json) : {};
	return { status: response.status, headers: response.headers, text, json };
}

export function fixture(name: string): Json {
	return JSON.parse(readFileSync(join(__dirname, '../fixtures', name), 'utf8')) as Json;
}

/** A seed's request example: what its cURL line sends. */
export function seedBody(name: string): Json {
	const request = fixture(name);
	return (request['body'] ?? request) as Json;
}

/** A sandbox whose tasks take ten seconds of a clock that the test drives. */
export async function stoppedSandbox(options: SandboxOptions = {}) {
	const clock = manualClock(Date.UTC(2026, 0, 1));
	const sandbox = await startSandbox({ clock, draw: false, seconds: () => 10, ...options });
	/** Until a request of the sandbox waits for the clock. */
	const sleeper = async (): Promise<void> => {
		while (clock.waiting() === 0) await new Promise(setImmediate);
	};
	return { clock, sandbox, sleeper, ...authorizations(sandbox) };
}

export type Given = Awaited<ReturnType<typeof stoppedSandbox>>;

/** Buys a task at Replicate. */
export const predict = async ({ sandbox, replicate }: Given, prompt = 'a fox') =>
	await call(`${sandbox.sites.replicate.baseUrl}/predictions`, replicate, 'POST', {
		version: 'black-forest-labs/flux-dev',
		input: { prompt },
	});

/** A task at Replicate whose time is over, as its submit was answered. */
export async function finished(given: Given): Promise<Json> {
	const { json } = await predict(given);
	given.clock.advance(10_000);
	return json;
}

/** How a request ended for the caller: the error's code, or `answered`. */
export const codeOf = async (promise: Promise<unknown>): Promise<string> =>
	await promise.then(
		() => 'answered',
		(error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.name,
	);

export function authorizations({ sites }: Sandbox) {
	return {
		replicate: `Bearer ${sites.replicate.key}`,
		fal: `Key ${sites.fal.key}`,
		waveSpeed: `Bearer ${sites.waveSpeed.key}`,
		gateway: `Bearer ${sites.gateway.key}`,
	};
}

/** Each key's kind of value: what two answers of the same shape have in common. */
export function shapeOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(shapeOf);
	if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}
