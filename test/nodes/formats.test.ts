import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

describe('formats', () => {
	const input = (output_format: string) => JSON.stringify({ prompt: 'a castle', output_format });
	it.each([
		['replicate', 'sandbox/anything'],
		['fal', 'fal-ai/sandbox'],
		['waveSpeed', 'sandbox/anything'],
	] as const)('%s: each with its type and extension', async (spot, endpoint) => {
		const formats = {
			png: ['image/png', 'png'],
			[spot === 'replicate' ? 'jpg' : 'jpeg']: ['image/jpeg', 'jpg'],
			webp: ['image/webp', 'webp'],
			avif: ['image/avif', 'avif'],
			gif: ['image/gif', 'gif'],
			mp4: ['video/mp4', 'mp4'],
		};
		for (const [format, [mimeType, extension]] of Object.entries(formats)) {
			const parameters = { model: 'custom', endpoint, input: input(format) };
			const { rows, pictures, error } = await stage.generate(spot, parameters);
			expect(error).toBeUndefined();
			const fileName = expect.stringMatching(
				new RegExp(`^a-castle-[a-z\\d]{8}\\.${extension}$`),
			) as string;
			expect(rows[0]).toMatchObject({ mimeType, fileName });
			expect(pictures[0][0]).toMatchObject({ mimeType, fileName: rows[0].fileName });
		}
	});

	it.each([
		['fal', { sync_mode: true }],
		['fal at a gateway', { sync_mode: true }],
		['waveSpeed', { enable_base64_output: true }],
	] as const)(
		'%s: a picture inside the answer leaves no base64 in the row',
		async (spot, options) => {
			const execution = { simplify: false };
			const { rows, pictures, error } = await stage.generate(spot, { options, execution });
			expect(error).toBeUndefined();
			expect(rows[0]).toMatchObject({ mimeType: 'image/jpeg', url: null, urlExpiresAt: null });
			expect(pictures[0][0].bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
			expect(JSON.stringify(rows[0])).not.toMatch(/;base64,|[A-Za-z0-9+/]{200}/);
			expect(stage.sandbox.counters.count('download')).toBe(0);
		},
	);
});
