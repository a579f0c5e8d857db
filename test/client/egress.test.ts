import {
	guardedLookup,
	isAllowedHost,
	isPublicAddress,
	parseHosts,
	refusal,
} from '../../nodes/shared/net/egress';

describe('addresses of the public internet', () => {
	test.each([
		['8.8.8.8', true],
		['2606:4700::1111', true],
		['127.0.0.1', false],
		['10.1.2.3', false],
		['172.16.0.1', false],
		['192.168.1.1', false],
		['169.254.169.254', false],
		['100.100.100.200', false],
		['0.0.0.0', false],
		['224.0.0.1', false],
		['255.255.255.255', false],
		['::1', false],
		['::', false],
		['fe80::1', false],
		['fd00:ec2::254', false],
		['::ffff:127.0.0.1', false],
		['::ffff:169.254.169.254', false],
		['64:ff9b::a9fe:a9fe', false],
		['2002:7f00:1::', false],
		['nonsense', false],
	])('%s: %s', (address, expected) => {
		expect(isPublicAddress(address)).toBe(expected);
	});
});

describe('a URL from an answer', () => {
	test.each([
		'https://replicate.delivery/x/out-0.webp',
		'https://v3.fal.media/files/a.png?sig=1',
		'http://8.8.8.8/a.png',
	])('may be opened: %s', (url) => {
		expect(refusal(new URL(url))).toBeUndefined();
	});
	test.each([
		'http://127.0.0.1/',
		'http://2130706433/',
		'http://0x7f.1/',
		'http://[::1]:8080/',
		'http://[::ffff:7f00:1]/',
		'http://localhost/',
		'http://LOCALHOST./',
		'http://a.localhost/',
		'http://metadata.google.internal/computeMetadata/v1/',
		'http://redis:6379/',
		'http://nas.local/',
		'file:///etc/passwd',
		'data:text/plain,x',
		'gopher://8.8.8.8/',
	])('may not: %s', (url) => {
		expect(refusal(new URL(url))).toMatch(/private|inside a network|no web address/);
	});
});

describe('"Also Download From"', () => {
	const hosts = parseHosts('cdn.example, https://files.example:8443/path 127.0.0.1:9000');
	test.each([
		['https://cdn.example/a.png', true],
		['http://cdn.example:81/a.png', true],
		['https://files.example:8443/a', true],
		['https://files.example/a', false],
		['http://127.0.0.1:9000/a', true],
		['http://127.0.0.1:9001/a', false],
		['https://evil-cdn.example/a', false],
	])('%s: %s', (url, expected) => {
		expect(isAllowedHost(new URL(url), hosts)).toBe(expected);
	});
});

describe('a name is looked up once, and every address counts', () => {
	const answering = (...addresses: string[]) =>
		guardedLookup(((_: string, __: object, done: (...args: unknown[]) => void) =>
			done(
				null,
				addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
			)) as never);
	const look = async (lookup: ReturnType<typeof guardedLookup>, all: boolean) =>
		await new Promise((resolve) => {
			lookup('pictures.example', { all }, (error, found) => resolve(error ?? found));
		});
	test('public addresses pass', async () => {
		const both = answering('8.8.8.8', '2606:4700::1111');
		await expect(look(both, true)).resolves.toHaveLength(2);
		await expect(look(both, false)).resolves.toBe('8.8.8.8');
	});
	test('one private address among them refuses the name', async () => {
		const found = await look(answering('8.8.8.8', '10.0.0.1'), true);
		expect(found).toMatchObject({
			code: 'REFUSED_ADDRESS',
			message: expect.stringContaining('10.0.0.1'),
		});
	});
	test('no address refuses it as well', async () => {
		await expect(look(answering(), true)).resolves.toMatchObject({ code: 'REFUSED_ADDRESS' });
	});
});
