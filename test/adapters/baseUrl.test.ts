import { isOfficialHost, normaliseBaseUrl, officialBaseUrl } from '../../nodes/shared/wire/baseUrl';
import { Problem } from '../../nodes/shared/problem';
import type { Provider } from '../../nodes/shared/task';

const rows: ReadonlyArray<readonly [Provider, string, boolean, string]> = [
	['replicate', 'https://www.kkiai.com', true, 'https://www.kkiai.com/replicate/v1'],
	['replicate', ' https://www.kkiai.com/ \n', true, 'https://www.kkiai.com/replicate/v1'],
	['replicate', 'www.kkiai.com', true, 'https://www.kkiai.com/replicate/v1'],
	['replicate', 'https://www.kkiai.com/replicate', true, 'https://www.kkiai.com/replicate/v1'],
	['replicate', 'https://www.kkiai.com/replicate/v1/', true, 'https://www.kkiai.com/replicate/v1'],
	['replicate', 'https://www.kkiai.com//replicate//v1', true, 'https://www.kkiai.com/replicate/v1'],
	[
		'replicate',
		'https://a.example/replicate/v1/predictions',
		true,
		'https://a.example/replicate/v1',
	],
	[
		'replicate',
		'https://a.example/replicate/v1/predictions/x1/cancel',
		true,
		'https://a.example/replicate/v1',
	],
	[
		'replicate',
		'https://a.example/replicate/v1/models/o/n/predictions',
		true,
		'https://a.example/replicate/v1',
	],
	['replicate', 'https://a.example/predictions', true, 'https://a.example/replicate/v1'],
	['replicate', 'https://a.example/v1', true, 'https://a.example/v1'],
	['replicate', 'https://a.example/proxy', false, 'https://a.example/proxy/v1'],
	['replicate', 'https://a.example', false, 'https://a.example/v1'],
	['replicate', 'http://api.replicate.com', false, 'https://api.replicate.com/v1'],
	['replicate', 'HTTPS://API.Replicate.com/v1?x=1#y', false, 'https://api.replicate.com/v1'],
	['replicate', '"https://a.example/v1"', true, 'https://a.example/v1'],
	['replicate', '127.0.0.1:8080', true, 'http://127.0.0.1:8080/replicate/v1'],
	['replicate', 'localhost:8080/v1', true, 'http://localhost:8080/v1'],
	['replicate', 'gateway:3000', true, 'https://gateway:3000/replicate/v1'],
	['fal', 'https://www.kkiai.com/fal-ai/flux-lora', true, 'https://www.kkiai.com/'],
	['fal', 'https://www.kkiai.com/fal-ai', true, 'https://www.kkiai.com/'],
	['fal', 'https://a.example/fal/fal-ai/flux/dev', true, 'https://a.example/fal'],
	['fal', 'https://a.example/queue/', true, 'https://a.example/queue'],
	['fal', 'queue.fal.run', false, 'https://queue.fal.run/'],
	['wavespeed', 'https://api.wavespeed.ai', false, 'https://api.wavespeed.ai/api/v3'],
	['wavespeed', 'https://a.example/api/v3', true, 'https://a.example/api/v3'],
	[
		'wavespeed',
		'https://a.example/w/api/v3/wavespeed-ai/flux-dev',
		true,
		'https://a.example/w/api/v3',
	],
	['wavespeed', 'http://[::1]:9', true, 'http://[::1]:9/api/v3'],
];

test.each(rows)('%s: %j (gateway %s) becomes %s', (provider, pasted, gateway, expected) => {
	expect(normaliseBaseUrl(provider, pasted, gateway).href).toBe(expected);
});

test.each(rows)('%s: what %j became stays as it is', (provider, _, gateway, expected) => {
	expect(normaliseBaseUrl(provider, expected, gateway).href).toBe(expected);
});

test.each([
	['', 'empty'],
	['   ', 'empty'],
	['ftp://a.example', 'https://'],
	['file:///etc/passwd', 'not an address'],
	['https://user:pw@a.example', 'password'],
	['https://sk-12345@a.example', 'password'],
	['https://', 'not an address'],
	['https://{{BASE_URL}}', 'not an address'],
	['not an address', 'not an address'],
	['https://a b.example', 'not an address'],
	['https://fal.run/fal-ai/flux-lora', 'queue'],
])('%j is refused and never repeated', (pasted, says) => {
	let thrown: unknown;
	try {
		normaliseBaseUrl('fal', pasted, true);
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(Problem);
	const problem = thrown as Problem;
	expect(problem).toMatchObject({ kind: 'invalidCredential', charged: 'no', safeToRetry: true });
	expect(problem.message).toContain(says);
	expect(`${problem.message} ${problem.nextStep}`).not.toMatch(/sk-12345|pw@/);
});

test.each([
	['replicate', 'https://api.replicate.com/v1'],
	['fal', 'https://queue.fal.run/'],
	['wavespeed', 'https://api.wavespeed.ai/api/v3'],
] as const)('the official base of %s is %s', (provider, href) => {
	expect(officialBaseUrl(provider).href).toBe(href);
	expect(normaliseBaseUrl(provider, href, false).href).toBe(href);
	expect(isOfficialHost(provider, new URL(href))).toBe(true);
	for (const other of [
		'https://www.kkiai.com',
		`${new URL(href).origin}:8443`,
		'http://127.0.0.1',
	]) {
		expect(isOfficialHost(provider, new URL(other))).toBe(false);
	}
	expect(isOfficialHost(provider, new URL(href.replace('https', 'http')))).toBe(false);
});
