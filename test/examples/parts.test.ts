import { connect } from 'node:net';
import { readArguments } from '../../sandbox/demo/arguments';
import { liveCredentials } from '../../sandbox/demo/credentials';
import { stayOnLoopback } from '../../sandbox/demo/loopbackOnly';
import { inWords } from '../../sandbox/demo/purchase';

describe('the arguments of npm start', () => {
	it.each([
		['nothing', [], { files: [], live: [], yes: false }],
		['a file', ['examples/x.json'], { files: ['examples/x.json'] }],
		['two providers', ['--live', 'fal', '--live=wavespeed'], { live: ['fal', 'wavespeed'] }],
		['a yes', ['-y', '--live', 'fal'], { live: ['fal'], yes: true }],
		['another folder', ['--output', 'there'], { output: 'there' }],
	])('can be %s', (_name, words, read) => {
		expect(readArguments(words)).toMatchObject(read);
	});

	it.each([
		['an unknown provider', ['--live', 'nowhere'], /takes replicate, fal, wavespeed/],
		['an unknown option', ['--lvie', 'fal'], /--lvie/],
	])('cannot be %s', (_name, words, message) => {
		expect(() => readArguments(words)).toThrow(message);
	});
});

describe('live credentials', () => {
	it('are the official API unless a base URL is set', () => {
		expect(liveCredentials(['fal'], { FAL_KEY: 'a:b' })).toEqual({
			falImageApi: { apiKey: 'a:b' },
		});
	});

	it('go to a gateway where a base URL is set', () => {
		const environment = { WAVESPEED_API_KEY: 'k', WAVESPEED_BASE_URL: 'https://gateway.example' };
		expect(liveCredentials(['wavespeed'], environment)).toEqual({
			waveSpeedImageApi: {
				apiKey: 'k',
				useGateway: true,
				baseUrl: 'https://gateway.example',
				apiType: 'automatic',
				allowedDownloadHosts: '',
			},
		});
	});
});

describe('what will be bought', () => {
	it('is summed per provider and model', () => {
		const purchase = { service: 'fal', model: 'm', tasks: 1, pictures: 1 } as const;
		const other = { ...purchase, service: 'wavespeed', tasks: 2, pictures: 8 } as const;
		expect(inWords([purchase, other, other])).toEqual([
			'fal m: 1 task, 1 picture',
			'wavespeed m: 4 tasks, 16 pictures',
		]);
	});
});

describe('the loopback guard', () => {
	let release: () => void;

	beforeEach(() => {
		release = stayOnLoopback();
	});

	afterEach(() => release());

	it.each([
		['a name', () => connect(443, 'provider.example')],
		['an address', () => connect({ port: 443, host: '192.0.2.1' })],
		['an IPv6 address', () => connect({ port: 443, host: '2001:db8::1' })],
		['a name that begins like loopback', () => connect(443, '127.0.0.1.provider.example')],
	])('lets no socket out to %s', (_name, open) => {
		expect(open).toThrow(/does not leave this machine/);
	});

	it('lets fetch out neither', async () => {
		const refused = await fetch('https://provider.example').catch((error: Error) => error.cause);
		expect(String(refused)).toContain('does not leave this machine');
	});

	it.each(['127.0.0.1', 'localhost', '::1'])('lets a socket to %s try', async (host) => {
		const socket = connect({ port: 9, host });
		const code = await new Promise((done) =>
			socket.once('error', (error: NodeJS.ErrnoException) => done(error.code)),
		);
		expect(code).not.toBeUndefined();
	});
});
