import {
	guardedLookup,
	isAllowedHost,
	isPublicAddress,
	parseHosts,
	refusal,
} from '../../nodes/shared/net/egress';
import { fileNameFor } from '../../nodes/shared/n8n/fileName';
import { durationOf, nextAsk, silenceAllowed } from '../../nodes/shared/client/polling';
import { redactor, withoutQueries, withoutSecrets } from '../../nodes/shared/redact';

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

describe('keys in texts', () => {
	const key = 'r8_Zk29fQpLw7xVb31TnMeYc';
	const redact = redactor([key, '']);
	test.each([
		['whole', `Invalid token ${key}.`, 'Invalid token [key].'],
		['its beginning', 'Invalid token r8_Zk29fQp***', 'Invalid token [key]'],
		['its end', 'key ending in 1TnMeYc', 'key ending in [key]'],
		['twice', `${key},${key}`, '[key],[key]'],
		['none', 'Prompt is required', 'Prompt is required'],
	])('%s', (_, text, expected) => {
		expect(redact(text)).toBe(expected);
	});
	test('an answer loses whole keys alone', () => {
		expect(withoutSecrets(`{"a":"${key}","id":"r8_Zk2"}`, [key])).toBe(
			'{"a":"[key]","id":"r8_Zk2"}',
		);
	});
	test('URLs in errors lose their query', () => {
		const text =
			'GET https://b.example/x.safetensors?X-Sig=abc#f failed, see "http://c.example/?a=1".';
		expect(withoutQueries(text)).toBe(
			'GET https://b.example/x.safetensors?… failed, see "http://c.example/?…".',
		);
	});
});

describe('file names', () => {
	const name = (over: Partial<Parameters<typeof fileNameFor>[0]>) =>
		fileNameFor({
			wanted: '',
			prompt: 'A beautiful castle, at night!',
			taskId: 'abc',
			number: 1,
			count: 1,
			extension: 'webp',
			...over,
		});
	test.each([
		['from the prompt', {}, 'a-beautiful-castle-at-night.webp'],
		[
			'numbered when there are several',
			{ count: 4, number: 3 },
			'a-beautiful-castle-at-night-3.webp',
		],
		['numbers that sort', { count: 12, number: 3, wanted: 'x' }, 'x-03.webp'],
		['what the user wrote', { wanted: 'Hero shot' }, 'Hero shot.webp'],
		['an extension is corrected', { wanted: 'hero.png' }, 'hero.webp'],
		['a version is no extension', { wanted: 'hero v1.2' }, 'hero v1.2.webp'],
		['no prompt', { prompt: null }, 'image-abc.webp'],
		['a prompt in Chinese', { prompt: '一座美丽的城堡' }, '一座美丽的城堡.webp'],
		['a prompt of signs', { prompt: '???' }, 'image-abc.webp'],
		['paths stay inside', { wanted: '../../etc/passwd' }, '-..-etc-passwd.webp'],
		['backslashes too', { wanted: '..\\..\\a' }, '-..-a.webp'],
		['control characters', { wanted: 'a\u0000b\nc' }, 'a-b-c.webp'],
		['reserved names', { wanted: 'CON' }, '-.webp'],
		['a hostile id', { prompt: null, taskId: '../x' }, 'image-..x.webp'],
	])('%s', (_, over, expected) => {
		expect(name(over)).toBe(expected);
	});
	test('at most 255 bytes, cut between characters', () => {
		const long = name({ wanted: '城'.repeat(300), count: 64, number: 7 });
		expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
		expect(long).toMatch(/^城+-07\.webp$/);
	});
});

describe('when to ask', () => {
	const bounds = { pollMinMs: 100, pollMaxMs: 10_000 };
	const seen = [4000, 4100, 3900, 4200, 3800, 4050, 3950, 12_000, 4000, 4100];
	const at = (elapsed: number, hints = {}, durations: readonly number[] = seen) =>
		nextAsk(elapsed, { declaredMs: 8000, seen: durations }, hints, bounds);
	test('nothing is asked before the task can be done', () => {
		expect(at(0)).toBeGreaterThan(3000);
		expect(at(0)).toBeLessThan(4000);
	});
	test('a fine grain around the expected end, whatever one cold start took', () => {
		expect(at(4000)).toBeLessThan(300);
	});
	test('ever more seldom after it, up to a bound', () => {
		expect(at(8000)).toBeGreaterThan(at(4000));
		expect(at(500_000)).toBeGreaterThan(4 * at(20_000));
		expect(at(20_000_000)).toBe(10_000);
	});
	test('with nothing known it trusts the declared duration little', () => {
		expect(at(0, {}, [])).toBeLessThanOrEqual(2000);
		expect(at(3000, {}, [])).toBeLessThanOrEqual(600);
	});
	test('what the logs say of the rest counts before what was seen', () => {
		expect(at(4000, { progress: 0.25, secondsLeft: 9 })).toBe(5400);
		expect(at(0, { progress: 0.5, secondsLeft: 1.5 })).toBe(1800);
		expect(at(500_000, { progress: 1, secondsLeft: 0 })).toBe(300);
	});
	test('a question that is worth more waiting comes later', () => {
		const worth = (questionMs: number) =>
			nextAsk(4000, { declaredMs: 8000, seen, questionMs }, {}, bounds);
		expect(worth(40)).toBeGreaterThan(1.5 * worth(10));
	});
	test('an answer that names no time is taken to have come in the middle', () => {
		expect(durationOf(3000, 3200)).toBe(3100);
		expect(durationOf(0, 3000)).toBe(2700);
	});
	test('the provider is believed between the last question and the answer', () => {
		expect(durationOf(3000, 3200, 3150)).toBe(3150);
		expect(durationOf(3000, 3200, 2000)).toBe(3000);
		expect(durationOf(3000, 3200, 9000)).toBe(3200);
	});
	test('a queue is asked about less often, but never so seldom that a quick end is missed', () => {
		expect(at(4000, { queuePosition: 8 })).toBe(800);
		expect(at(4000, { queuePosition: 500 })).toBeGreaterThan(1000);
		expect(at(4000, { queuePosition: 500 })).toBeLessThan(1100);
	});
	test('a silent stream is asked behind after the expected end, then more seldom', () => {
		const expectation = { declaredMs: 8000, seen };
		expect(silenceAllowed(0, expectation, bounds)).toBeGreaterThan(4000);
		expect(silenceAllowed(6000, expectation, bounds)).toBe(6000);
	});
});
