import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { spots, type SpotName } from '../engine/spots';
import { continueOn, failureOf, inputsAt, openStage, type Stage } from './stage';

let stage: Stage;
let small: Buffer;
let large: Buffer;

beforeAll(async () => {
	stage = await openStage();
	small = await pngOf(32);
	large = await pngOf(400);
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

/** Noise, which no format makes smaller. */
async function pngOf(side: number): Promise<Buffer> {
	const raw = { width: side, height: side, channels: 3 } as const;
	return await sharp(randomBytes(side * side * 3), { raw })
		.png()
		.toBuffer();
}

const withPicture = (bytes: Buffer, mimeType = 'image/png'): INodeExecutionData => ({
	json: {},
	binary: { photo: { data: bytes.toString('base64'), mimeType, fileName: 'photo.png' } },
});

/** Where each node takes a start image, and its wire name. */
const places = {
	replicate: ['image', (source: string) => ({ options: { image: source } })],
	'Replicate at a gateway': ['image', (source: string) => ({ options: { image: source } })],
	fal: [
		'image_url',
		(source: string) => ({ model: 'fal-ai/flux-lora/image-to-image', image_url: source }),
	],
	waveSpeed: ['image', (source: string) => ({ options: { image: source } })],
} as const satisfies Partial<Record<SpotName, readonly [string, (source: string) => IDataObject]>>;

type PlaceName = keyof typeof places;
const all = Object.keys(places) as PlaceName[];
const official = ['replicate', 'fal', 'waveSpeed'] as const;

async function sent(
	spot: PlaceName,
	source: string,
	items?: INodeExecutionData[],
): Promise<unknown> {
	const [name, parameters] = places[spot];
	const { rows, error } = await stage.generate(spot, parameters(source), { items });
	expect(error).toBeUndefined();
	expect(rows[0].status).toBe('succeeded');
	return inputsAt(stage)[0][name];
}

describe('a start image', () => {
	it.each(all)('%s: a URL goes as it is', async (spot) => {
		const url = 'https://example.com/photo.png?signature=abc';
		expect(await sent(spot, url)).toBe(url);
	});

	it.each(all)('%s: a data URI goes as it is', async (spot) => {
		const uri = `data:image/png;base64,${small.toString('base64')}`;
		expect(await sent(spot, uri)).toBe(uri);
	});

	it.each(all)('%s: a small binary field goes inside the request', async (spot) => {
		const image = await sent(spot, 'photo', [withPicture(small)]);
		expect(image).toBe(`data:image/png;base64,${small.toString('base64')}`);
		expect(stage.sandbox.counters.count('upload')).toBe(0);
	});

	it.each(official)(
		'%s: a large one is uploaded, without a key to the foreign host',
		async (spot) => {
			const image = await sent(spot, 'photo', [withPicture(large)]);
			const { sites, cdn, counters } = stage.sandbox;
			const at =
				spot === 'replicate' ? `${sites.replicate.origin}/v1/files/` : `${cdn.origin}/files/`;
			expect(image).toMatch(new RegExp(`^${at}`));
			expect(counters.count('upload')).toBe(spot === 'fal' ? 2 : 1);
			expect(Object.keys(counters.keysAt)).toEqual([new URL(sites[spots[spot].site].origin).host]);
		},
	);

	it('at a gateway a large one fails with its size and the way out', async () => {
		const { rows } = await stage.generate(
			'Replicate at a gateway',
			{ options: { image: 'photo' } },
			{ items: [withPicture(large)], settings: continueOn.regular },
		);
		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(/^Start Image has 0\.5 MB, and .* up to 256 kB .* no upload/);
		expect(details).toMatchObject({ kind: 'invalidInput', charged: 'no' });
		expect(details.nextStep).toMatch(/smaller.*URL/);
		expect(stage.sandbox.counters.requests).toEqual([]);
	});

	it.each(all)('%s: a field that holds no picture', async (spot) => {
		const items = [withPicture(Buffer.from('%PDF-1.7'), 'application/pdf')];
		const { rows } = await stage.generate(spot, places[spot][1]('photo'), {
			items,
			settings: continueOn.regular,
		});
		expect(failureOf(rows[0]).error).toBe(
			'Start Image: the binary field "photo" holds application/pdf, not an image',
		);
		expect(stage.sandbox.counters.requests).toEqual([]);
	});

	it.each(['photo', '_files.photo'])(
		'with the workflow setting binaryMode combined: %s',
		async (field) => {
			const { binary } = withPicture(small);
			const { rows, error } = await stage.generate(
				'replicate',
				{ options: { image: field } },
				{
					items: [{ json: { _files: binary as never } }],
					workflowSettings: { binaryMode: 'combined' },
				},
			);
			expect(error).toBeUndefined();
			expect(rows[0].status).toBe('succeeded');
			expect(inputsAt(stage)[0].image).toMatch(/^data:image\/png;base64,/);
		},
	);

	it('and a mask beside it', async () => {
		const items = [withPicture(small)];
		await stage.generate(
			'waveSpeed',
			{ options: { image: 'photo', mask_image: 'https://example.com/mask.png' } },
			{ items },
		);
		expect(inputsAt(stage)[0]).toMatchObject({
			image: expect.stringMatching(/^data:image\/png;base64,/),
			mask_image: 'https://example.com/mask.png',
		});
	});
});
