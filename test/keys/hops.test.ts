import { text } from 'node:stream/consumers';
import { closeAgents } from '../../nodes/shared/net/agents';
import { openUrl, type Closed } from '../../nodes/shared/net/download';
import { putUpload, type Endpoint } from '../../nodes/shared/net/transport';
import { guardedAgents, type Guarded } from './opened';
import { openTrap, type Trap } from './trap';

const PUBLIC = '93.184.216.34';
const SECOND = '93.184.216.35';

/** Names that lead inside, by one answer or among several. */
const names = {
	'pictures.example.com': [[PUBLIC]],
	'second.example.com': [[SECOND]],
	'loopback.example.com': [['127.0.0.1']],
	'loopback6.example.com': [['::1']],
	'metadata.example.com': [['169.254.169.254']],
	'mixed.example.com': [[PUBLIC, '10.0.0.7']],
	'mapped.example.com': [['::ffff:192.168.1.1']],
	'changing.example.com': [[PUBLIC], ['127.0.0.1'], ['169.254.169.254']],
	'changed.example.com': [['10.1.2.3'], [PUBLIC]],
	'nas.example.com': [['127.0.0.1']],
};

let pictures: Trap;
let inside: Trap;
let guarded: Guarded;
let location: (url: string) => string | undefined;
beforeAll(async () => {
	pictures = await openTrap(({ url }, response) => {
		const next = location(url);
		if (next === undefined) response.end('picture');
		else response.writeHead(302, { location: next }).end();
	});
	inside = await openTrap((_, response) => response.end('inside'));
});
beforeEach(() => {
	pictures.caught.length = inside.caught.length = 0;
	location = () => undefined;
	guarded = guardedAgents(names, { [PUBLIC]: pictures.port, [SECOND]: pictures.port });
});
afterEach(async () => {
	for (const { headers } of [...pictures.caught, ...inside.caught]) {
		expect(JSON.stringify(headers)).not.toContain('very-secret-key');
	}
	await closeAgents(guarded.agents);
});
afterAll(async () => {
	await pictures.close();
	await inside.close();
});

function endpoint(allowedHosts: readonly string[] = []): Endpoint {
	return {
		baseUrl: new URL('https://api.example.com/v1'),
		authorization: 'Bearer very-secret-key',
		secrets: ['very-secret-key'],
		agents: guarded.agents,
		allowedHosts,
	};
}

async function open(url: string, allowedHosts: readonly string[] = []): Promise<string | Closed> {
	const source = { endpoint: endpoint(allowedHosts), allowedHosts };
	const opened = await openUrl(url, source, AbortSignal.timeout(5000));
	return 'stream' in opened ? await text(opened.stream) : opened;
}

const START = 'http://pictures.example.com/a.png';

const places: ReadonlyArray<readonly [string, () => string]> = [
	['another host on loopback', () => `${inside.origin}/x`],
	['localhost', () => `http://localhost:${inside.port}/x`],
	['loopback as one number', () => `http://2130706433:${inside.port}/x`],
	['loopback in hexadecimal', () => `http://0x7f.1:${inside.port}/x`],
	['loopback in octal', () => `http://0177.0.0.1:${inside.port}/x`],
	['no address (0.0.0.0)', () => `http://0.0.0.0:${inside.port}/x`],
	['the metadata service', () => 'http://169.254.169.254/latest/meta-data/'],
	['the metadata service by name', () => 'http://metadata.google.internal/computeMetadata/v1/'],
	['[::1]', () => `http://[::1]:${inside.port}/x`],
	['loopback inside a v6 address', () => `http://[::ffff:127.0.0.1]:${inside.port}/x`],
	['loopback behind NAT64', () => `http://[64:ff9b::7f00:1]:${inside.port}/x`],
	['a unique local v6 address', () => 'http://[fd00::1]/x'],
	['10.0.0.0/8', () => 'http://10.0.0.7/x'],
	['172.16.0.0/12', () => 'http://172.16.0.7/x'],
	['192.168.0.0/16', () => 'http://192.168.0.7/x'],
	['100.64.0.0/10', () => 'http://100.64.0.7/x'],
	['a bare name', () => 'http://router/x'],
	['a name that resolves to loopback', () => `http://loopback.example.com:${inside.port}/x`],
	['a name that resolves to ::1', () => `http://loopback6.example.com:${inside.port}/x`],
	['a name that resolves to the metadata service', () => 'http://metadata.example.com/x'],
	['a name with one private address among others', () => 'http://mixed.example.com/x'],
	['a name with a private address inside a v6 one', () => 'http://mapped.example.com/x'],
	['a file', () => 'file:///etc/passwd'],
	['ftp', () => 'ftp://pictures.example.com/x'],
	['a user name before a private address', () => `http://pictures.example.com@${inside.host}/x`],
];

describe('a redirect of a download', () => {
	it.each(places)('to %s is refused, and nothing is opened', async (_name, target) => {
		location = () => target();
		expect(await open(START)).toMatchObject({ kind: 'blockedAddress', again: false });
		expect(guarded.asked).toEqual([PUBLIC]);
		expect(inside.caught).toEqual([]);
	});

	it.each(places)(
		'from the start: %s is refused as an output of an answer',
		async (_name, target) => {
			expect(await open(target())).toMatchObject({ kind: 'blockedAddress', again: false });
			expect(guarded.asked).toEqual([]);
			expect(inside.caught).toEqual([]);
		},
	);

	it('to itself ends after five', async () => {
		location = () => START;
		const reason = 'more than 5 redirects';
		expect(await open(START)).toMatchObject({ kind: 'downloadFailed', reason, again: false });
		expect(pictures.caught).toHaveLength(6);
	});

	it.each([
		[5, 'picture'],
		[6, expect.objectContaining({ reason: 'more than 5 redirects' })],
	])('%i in a row', async (count, outcome) => {
		location = (url) => {
			const at = Number(/\d+/.exec(url)?.[0] ?? 0);
			return at < count ? `/${at + 1}` : undefined;
		};
		expect(await open('http://pictures.example.com/0')).toEqual(outcome);
	});

	it('to another public host is followed', async () => {
		location = (url) => (url === '/a.png' ? 'http://second.example.com/b.png' : undefined);
		expect(await open(START)).toBe('picture');
		expect(guarded.asked).toEqual([PUBLIC, SECOND]);
	});
});

describe('"Also Download From"', () => {
	it('opens a private host that the user named, and no other port of it where one is given', async () => {
		location = () => `http://nas.example.com:${inside.port}/x`;
		expect(await open(START, ['nas.example.com'])).toBe('inside');
		expect(await open(START, [`nas.example.com:${inside.port}`])).toBe('inside');
		inside.caught.length = 0;
		expect(await open(START, ['nas.example.com:9'])).toMatchObject({ kind: 'blockedAddress' });
		expect(inside.caught).toEqual([]);
	});
});

describe('DNS answers that change', () => {
	const changing = 'http://changing.example.com/a.png';

	it('between the check and the socket: there is one look-up, and its answer is what is opened', async () => {
		expect(await open(changing)).toBe('picture');
		expect(guarded.lookUps['changing.example.com']).toBe(1);
		expect(guarded.asked).toEqual([PUBLIC]);
	});

	it('before the next connection: its look-up is checked again', async () => {
		const other = `http://changing.example.com:${inside.port}/x`;
		location = () => other;
		expect(await open(changing)).toMatchObject({
			kind: 'blockedAddress',
			reason: 'changing.example.com leads to 127.0.0.1',
		});
		expect(guarded.asked).toEqual([PUBLIC]);
		expect(inside.caught).toEqual([]);
	});

	it('from private to public: the first answer counts', async () => {
		expect(await open('http://changed.example.com/a.png')).toMatchObject({
			kind: 'blockedAddress',
		});
		expect(guarded.asked).toEqual([]);
	});
});

describe('an upload to where a ticket says', () => {
	const bytes = Buffer.from('bytes');

	it.each(places)('%s is refused', async (_name, target) => {
		const reply = await putUpload({ url: target(), headers: {} }, bytes, endpoint());
		expect(['blocked', 'unsent']).toContain(reply.type);
		expect(guarded.asked).toEqual([]);
		expect(inside.caught).toEqual([]);
	});

	it('goes to a public host, and follows no redirect from there', async () => {
		location = () => `${inside.origin}/x`;
		const ticket = { url: 'http://pictures.example.com/put', headers: { 'x-ticket': '1' } };
		const reply = await putUpload(ticket, bytes, endpoint());
		expect(reply).toMatchObject({ type: 'answer', status: 302 });
		expect(pictures.caught).toMatchObject([{ method: 'PUT', body: 'bytes' }]);
		expect(inside.caught).toEqual([]);
	});
});
