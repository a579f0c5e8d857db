import { gzipSync } from 'node:zlib';
import type * as Limits from '../../nodes/shared/limits';
import { builtModule } from '../engine/harness';
import { openTrap, PNG, reply, type Trap } from '../keys/trap';
import { continueOn, failureOf, openStage, type Stage } from '../nodes/stage';

let stage: Stage;
let provider: Trap;
let file: string;
let asked: number;
/** What the store says at the nth question. */
let store: (at: number) => Parameters<typeof reply>[1];

beforeAll(async () => {
	stage = await openStage();
	provider = await openTrap(({ url, method }, response) => {
		if (url.includes('/files/')) return reply(response, store(++asked));
		const status = method === 'POST' ? 'starting' : 'succeeded';
		const task = { id: 'task1', status, output: [`${provider.origin}/files/${file}`] };
		const bytes = Buffer.from(`\uFEFF${JSON.stringify(task)}`);
		reply(response, { bytes, headers: { 'content-type': 'application/json' } });
	});
	builtModule<typeof Limits>('nodes/shared/limits').scaleLimits(50);
});
beforeEach(() => {
	asked = 0;
});
afterAll(async () => {
	await stage.close();
	await provider.close();
});

const bought = async () =>
	await stage.generate(
		'Replicate at a gateway',
		{},
		{
			typed: { baseUrl: provider.origin, allowedDownloadHosts: '' },
			settings: continueOn.regular,
		},
	);

const safetensors = Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]);
const glb = Buffer.from('676c5446020000000c000000', 'hex');

describe('a file behind answers that begin with a byte order mark comes out as what it is', () => {
	const kept = (type: string, body: Buffer, headers = {}) => ({ type, body, headers });
	it.each([
		['an image', 'a.png', kept('image/png', PNG)],
		['an image that the store keeps packed', 'a.png', kept('image/png', PNG, { gzip: true })],
		['weights', 'a.safetensors', kept('application/octet-stream', safetensors)],
		['a body in space', 'a.glb', kept('model/gltf-binary', glb)],
		['words', 'a.srt', kept('text/plain', Buffer.from('1'))],
		['numbers', 'a.json', kept('application/json', Buffer.from('{"boxes": []}'))],
	])('%s', async (_what, name, { type, body, headers }) => {
		file = name;
		const packed = 'gzip' in headers;
		store = () => ({
			bytes: packed ? gzipSync(body) : body,
			headers: { 'content-type': type, ...(packed ? { 'content-encoding': 'gzip' } : {}) },
		});
		const { rows } = await bought();
		expect(rows[0]).toMatchObject({ taskId: 'task1', mimeType: type, fileSize: body.length });
		expect(rows[0].fileName).toMatch(new RegExp(`\\${name.slice(1)}$`));
	});

	it.each([
		['a page', 'a.zip', 'text/html', '<!doctype html><p>gone'],
		['a page that is called weights', 'a.safetensors', 'application/octet-stream', '<html>'],
		["a store's error", 'a.txt', 'application/xml', '<?xml version="1.0"?><Error/>'],
		['numbers in place of an image', 'a.png', 'application/json', '{"error": "no"}'],
		['nothing', 'a.txt', 'text/plain', ''],
	])('but not %s', async (_what, name, type, text) => {
		file = name;
		store = () => ({ bytes: Buffer.from(text), headers: { 'content-type': type } });
		const { rows } = await bought();
		expect(failureOf(rows[0]).details).toMatchObject({ kind: 'notAPicture', taskId: 'task1' });
	});
});

describe('a fresh file that is late', () => {
	it('is asked for more often than a broken one', async () => {
		file = 'a.png';
		// One more than a broken download gets.
		const tries = builtModule<typeof Limits>('nodes/shared/limits').limits().downloadTries + 1;
		store = (at) => (at < tries ? { status: 404, bytes: Buffer.of() } : { bytes: PNG });
		const { rows } = await bought();
		expect(rows[0]).toMatchObject({ status: 'succeeded', fileSize: PNG.length });
		expect(asked).toBe(tries);
	});
});
