import { parse, prompt, refusal, wave } from './parsed';

const edit = 'fal-ai/flux-2/lora/edit';

describe('images', () => {
	it.each([
		['a URL', 'https://x.test/a.png?w=1,h=2'],
		['a data URI', 'data:image/png;base64,AAAA'],
		['the name of a binary field', 'data'],
	])('from %s wait for the upload, outside the wire input', (_what, source) => {
		const input = parse(wave, { prompt, image: source, mask_image: 'mask' });
		expect(input.wire).toEqual({ prompt });
		expect(input.images).toEqual([
			{ name: 'image', label: 'Start Image', sources: [source], many: false },
			{ name: 'mask_image', label: 'Mask', sources: ['mask'], many: false },
		]);
	});

	it.each([
		['names with commas', 'data,data_1 , data_2', ['data', 'data_1', 'data_2']],
		['a line each', 'https://x.test/a.png\nmask', ['https://x.test/a.png', 'mask']],
		[
			'URLs with a comma',
			'https://x.test/w_1,h_2/a.png, https://x.test/b.png',
			['https://x.test/w_1,h_2/a.png', 'https://x.test/b.png'],
		],
		[
			'data URIs',
			'data:image/png;base64,AAAA,data:image/png;base64,BBBB',
			['data:image/png;base64,AAAA', 'data:image/png;base64,BBBB'],
		],
		['a list by expression', ['https://x.test/a.png', 'data'], ['https://x.test/a.png', 'data']],
	])('several in one field: %s', (_what, image_urls, sources) => {
		expect(parse(edit, { prompt, image_urls }).images).toEqual([
			{ name: 'image_urls', label: 'Input Images', sources, many: true },
		]);
	});

	it('more than the model reads are refused', () => {
		expect(refusal(edit, { prompt, image_urls: 'a, b, c, d' })).toBe(
			'Input Images must be at most 3; there are 4',
		);
	});
});
