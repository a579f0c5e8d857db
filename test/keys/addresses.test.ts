import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { closeAgents, createAgents, type Agents } from '../../nodes/shared/agents';
import { openUrl } from '../../nodes/shared/download';
import type { Endpoint } from '../../nodes/shared/transport';
import { buildConnector } from '../../nodes/shared/vendor';
import { PNG, startEcho, type Answer, type Echo } from './echo';

/** What a name server says, look-up after look-up; the last answer stays. */
const names = new Map<string, string[][]>();
const lookups: string[] = [];
/** Addresses that a socket was about to be opened to. */
const reached: string[] = [];

const lookup: LookupFunction = (hostname, _options, callback) => {
	lookups.push(hostname);
	const answers = names.get(hostname) ?? [[]];
	const found = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
	const all: LookupAddress[] = found.map((address) => ({ address, family: isIP(address) }));
	(callback as unknown as (error: null, all: LookupAddress[]) => void)(null, all);
};

/** Opens nothing outside loopback, so that a broken guard reaches nothing. */
const loopbackOnly: typeof buildConnector = (options = {}) => {
	const guarded = options.lookup;
	return buildConnector({
		...options,
		lookup: (hostname, how, callback) =>
			(guarded ?? lookup)(hostname, { ...how, all: true }, (error, found) => {
				if (error) return callback(error, '', 0);
				const [{ address, family }] = found as unknown as LookupAddress[];
				reached.push(address);
				if (!address.startsWith('127.')) {
					return callback(Object.assign(new Error('outside'), { code: 'OUTSIDE' }), '', 0);
				}
				if (how.all === true) {
					return (callback as unknown as (e: null, all: LookupAddress[]) => void)(null, [
						{ address, family },
					]);
				}
				callback(null, address, family);
			}),
	});
};

let server: Echo;
let answer: Answer;
let agents: Agents;
beforeAll(async () => {
	server = await startEcho(() => answer);
	agents = createAgents(undefined, { lookup, connector: loopbackOnly });
});
afterAll(async () => {
	await closeAgents(agents);
	await server.close();
});
beforeEach(() => {
	answer = { bytes: PNG, headers: { 'content-type': 'image/png' } };
	names.clear();
	for (const list of [lookups, reached]) list.length = 0;
	server.asked.length = 0;
});

const open = async (address: string, allowedHosts: readonly string[] = []) => {
	const endpoint = { baseUrl: new URL('http://home.example'), agents } as unknown as Endpoint;
	const opened = await openUrl(address, { endpoint, allowedHosts }, AbortSignal.timeout(5000));
	if ('stream' in opened) opened.stream.on('error', () => {}).destroy();
	return 'kind' in opened ? opened.kind : 'opened';
};

const port = () => server.host.split(':')[1];

describe('an address from an answer', () => {
	const inside = [
		'127.0.0.1',
		'10.1.2.3',
		'172.16.0.1',
		'192.168.1.1',
		'169.254.169.254',
		'100.64.0.1',
		'0.0.0.0',
		'::1',
		'::',
		'fe80::1',
		'fd00::1',
		'::ffff:127.0.0.1',
		'::ffff:169.254.169.254',
		'64:ff9b::7f00:1',
		'2002:7f00:1::',
	];
	test.each(inside)('a name that leads to %s is not opened', async (address) => {
		names.set('pictures.example', [[address]]);
		expect(await open(`http://pictures.example:${port()}/a.png`)).toBe('blockedAddress');
		expect([reached, server.asked]).toEqual([[], []]);
	});

	test.each(inside)('%s itself is not opened, nor looked up', async (address) => {
		const host = address.includes(':') ? `[${address}]` : address;
		expect(await open(`http://${host}:${port()}/a.png`)).toBe('blockedAddress');
		expect([lookups, reached, server.asked]).toEqual([[], [], []]);
	});

	test.each(['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1.'])(
		'%s is another way to write loopback',
		async (host) => {
			expect(await open(`http://${host}:${port()}/a.png`)).toBe('blockedAddress');
			expect([reached, server.asked]).toEqual([[], []]);
		},
	);

	test.each([
		'localhost',
		'LOCALHOST.',
		'a.localhost',
		'metadata.google.internal',
		'printer',
		'nas.local',
	])('%s is a name inside a network', async (host) => {
		expect(await open(`http://${host}:${port()}/a.png`)).toBe('blockedAddress');
		expect(lookups).toEqual([]);
	});

	it('a name with one good and one bad address is not opened', async () => {
		names.set('mixed.example', [['93.184.216.34', '127.0.0.1']]);
		expect(await open(`http://mixed.example:${port()}/a.png`)).toBe('blockedAddress');
		expect(reached).toEqual([]);
	});

	it('a name whose answer changes is connected to what was checked', async () => {
		names.set('rebinding.example', [['93.184.216.34'], ['127.0.0.1']]);
		const url = `http://rebinding.example:${port()}/a.png`;
		expect(await open(url)).toBe('downloadFailed');
		expect(reached).toEqual(['93.184.216.34']);
		expect(await open(url)).toBe('blockedAddress');
		expect(server.asked).toEqual([]);
	});

	it('a redirect is looked at like a first address', async () => {
		names.set('inside.example', [['127.0.0.1']]);
		answer = {
			status: 302,
			text: '',
			headers: { location: `http://inside.example:${port()}/b.png` },
		};
		expect(await open(`${server.origin}/a.png`, [server.host])).toBe('blockedAddress');
		expect(server.asked.map(({ path }) => path)).toEqual(['/a.png']);
	});

	it('a host the user named is opened, on the named port only', async () => {
		expect(await open(`${server.origin}/a.png`, [server.host])).toBe('opened');
		expect(await open(`${server.origin}/a.png`, [`127.0.0.1:1`])).toBe('blockedAddress');
	});

	it.each(['file:///etc/passwd', 'ftp://pictures.example/a.png', 'javascript:alert(1)'])(
		'%s is no web address',
		async (address) => {
			expect(await open(address)).toBe('blockedAddress');
		},
	);

	it('five redirects are followed, a sixth is not', async () => {
		let left = 5;
		answer = { status: 302, text: '', headers: { location: '/next.png' } };
		const counted = await startEcho(() =>
			left-- > 0 ? answer : { bytes: PNG, headers: { 'content-type': 'image/png' } },
		);
		expect(await open(`${counted.origin}/a.png`, [counted.host])).toBe('opened');
		left = 6;
		expect(await open(`${counted.origin}/a.png`, [counted.host])).toBe('downloadFailed');
		await counted.close();
	});
});
