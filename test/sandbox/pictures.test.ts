import sharp from 'sharp';
import { startSandbox } from '../../sandbox';
import { padded } from '../../sandbox/paint/pad';
import {
	constantPicture,
	draw,
	type PictureFormat,
	type PictureSpec,
} from '../../sandbox/paint/picture';
import { wrap } from '../../sandbox/paint/caption';
import { widthOf } from '../../sandbox/paint/font';
import { authorizations, call } from './calls';

const spec = (more: Partial<PictureSpec> = {}): PictureSpec => ({
	prompt: 'a beautiful castle frstingln illustration',
	model: 'black-forest-labs/flux-dev-lora',
	seed: 62182,
	loras: [{ path: 'alvdansen/frosting_lane_flux', scale: 0.8 }],
	width: 256,
	height: 320,
	format: 'webp',
	quality: 80,
	...more,
});

describe('drawing', () => {
	test.each<[PictureFormat, string]>([
		['webp', 'webp'],
		['jpeg', 'jpeg'],
		['png', 'png'],
		['gif', 'gif'],
		['avif', 'heif'],
	])('%s has the right size and format, and the same bytes again', async (format, reader) => {
		const [first, second] = [await draw(spec({ format })), await draw(spec({ format }))];
		expect(await sharp(first).metadata()).toMatchObject({
			format: reader,
			width: 256,
			height: 320,
		});
		expect(first.equals(second)).toBe(true);
	});

	test.each<[string, Partial<PictureSpec>]>([
		['seed', { seed: 62183 }],
		['prompt', { prompt: 'a castle' }],
		['model', { model: 'black-forest-labs/flux-dev' }],
		['LoRA', { loras: [] }],
		['strength', { loras: [{ path: 'alvdansen/frosting_lane_flux', scale: 0.4 }] }],
	])('another %s is another picture', async (_name, more) => {
		expect((await draw(spec(more))).equals(await draw(spec()))).toBe(false);
	});

	test.each([
		['nothing', ''],
		['Chinese and emoji', '一座美丽的城堡 🏰'],
		['Arabic and control characters', 'قلعة \u0000\u0007 <b>&"'],
		['one endless word', 'a'.repeat(3000)],
		['a novel', 'a castle and '.repeat(800)],
	])('a prompt of %s does no harm', async (_name, prompt) => {
		const { width } = await sharp(await draw(spec({ prompt }))).metadata();
		expect(width).toBe(256);
	});

	test('the prompt is broken into lines that fit', () => {
		const lines = wrap('the quick brown fox jumps over the lazy dog', 200, 20, 600, 9);
		expect(lines.length).toBeGreaterThan(1);
		expect(Math.max(...lines.map((line) => widthOf(line, 20, 600)))).toBeLessThanOrEqual(200);
		expect(wrap('word '.repeat(100), 200, 20, 600, 2)).toHaveLength(2);
	});

	test('a flagged picture of fal is black', async () => {
		const { channels } = await sharp(await draw(spec({ black: true, format: 'png' }))).stats();
		expect(channels.map(({ max }) => max)).toEqual([0, 0, 0]);
	});
});

describe('padding', () => {
	test.each<PictureFormat>(['webp', 'jpeg', 'png', 'gif'])(
		'%s stays the same picture, of the announced length',
		async (format) => {
			const picture = await draw(spec({ format }));
			const payload = padded(picture, format, 1_000_000);
			const grown = Buffer.concat([...payload.chunks()]);
			expect(grown.length).toBe(payload.length);
			expect(grown.length).toBeGreaterThanOrEqual(1_000_000);
			const [before, after] = await Promise.all(
				[picture, grown].map((bytes) => sharp(bytes, { failOn: 'warning' }).raw().toBuffer()),
			);
			expect(before && after && after.equals(before)).toBe(true);
		},
	);

	test('a padded picture is made of shared blocks', async () => {
		const payload = padded(await constantPicture(spec()), 'webp', 12_000_000);
		expect(new Set(payload.chunks()).size).toBeLessThan(6);
	});
});

test('over the wire: the size that was asked for, at every provider', async () => {
	const sandbox = await startSandbox({ seconds: () => 0 });
	const keys = authorizations(sandbox);
	const { replicate, fal, waveSpeed } = sandbox.sites;
	const input = { prompt: 'x', aspect_ratio: '9:16', megapixels: '0.25', output_format: 'jpg' };
	const model = '/models/black-forest-labs/flux-schnell/predictions';
	const first = (await call(replicate.baseUrl + model, keys.replicate, 'POST', { input })).json;
	const size = { width: 300, height: 200 };
	const body = { prompt: 'x', image_size: size, output_format: 'png' };
	const second = (await call(`${fal.baseUrl}/fal-ai/flux-lora`, keys.fal, 'POST', body)).json;
	const third = (
		await call(`${waveSpeed.baseUrl}/api/v3/wavespeed-ai/flux-dev`, keys.waveSpeed, 'POST', {
			prompt: 'x',
			size: '512*256',
			output_format: 'webp',
		})
	).json;
	const urls = [
		(await call(first['urls'].get, keys.replicate)).json['output'][0],
		(await call(second['response_url'], keys.fal)).json['images'][0].url,
		(await call(third['data'].urls.get, keys.waveSpeed)).json['data'].outputs[0],
	];
	const seen = await Promise.all(
		urls.map(async (url: string) => {
			const response = await fetch(url);
			const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
			return [response.headers.get('content-type'), width, height];
		}),
	);
	await sandbox.close();
	expect(seen).toEqual([
		['image/jpeg', 384, 672],
		['image/png', 300, 200],
		['image/webp', 512, 256],
	]);
});
