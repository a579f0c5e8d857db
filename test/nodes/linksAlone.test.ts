import { allSpots } from '../engine/spots';
import { openShop, type Shop } from '../money/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const execution = { download: false };
const downloads = () =>
	shop.sandbox.counters.requests.filter(({ step }) => step === 'download').length;

describe('with Download the Images off', () => {
	test.each(allSpots)('%s: rows have the link and its life, and no file', async (spot) => {
		const { rows, items } = await shop.buy(spot, { prompts: ['one', 'two'], execution });
		expect(downloads()).toBe(0);
		expect(items.map(({ binary }) => binary)).toEqual([undefined, undefined]);
		for (const row of rows) {
			expect(row).toMatchObject({ status: 'succeeded', fileName: null, fileSize: null });
			expect(row.url).toMatch(/^http/);
			expect(row.mimeType).toMatch(/^image\//);
			const until =
				row.urlExpiresAt === null ? 'for as long as' : `until ${String(row.urlExpiresAt)}`;
			expect(row.note).toContain(`its link is good ${until}`);
		}
	});

	it('all images of a task on one item: each with its link', async () => {
		const { rows } = await shop.buy('replicate', {
			prompts: ['three'],
			parameters: { num_outputs: 3 },
			execution: { ...execution, output: 'perTask' },
		});
		const links = (JSON.parse(String(rows[0].images)) as Array<{ url: string }>).map(
			({ url }) => url,
		);
		expect(new Set(links).size).toBe(3);
		expect(downloads()).toBe(0);
	});

	it('an image inside the answer has no link, and comes as its file', async () => {
		const { rows, pictures } = await shop.buy('waveSpeed', {
			prompts: ['inside'],
			parameters: { options: { enable_base64_output: true } },
			execution,
		});
		expect(rows[0]).toMatchObject({ url: null, note: null });
		expect(pictures[0]).toHaveLength(1);
	});

	it('Get a Task gives links as well', async () => {
		const { rows } = await shop.buy('fal', { prompts: ['later'] });
		const before = downloads();
		const got = await shop.task('fal', 'get', String(rows[0].taskId), { execution });
		expect(got.rows[0].url).toBe(rows[0].url);
		expect(downloads()).toBe(before);
	});

	it('is on unless it is switched off', async () => {
		const { rows, pictures } = await shop.buy('replicate', { prompts: ['on'] });
		expect(pictures[0]).toHaveLength(1);
		expect(rows[0].note).toBeNull();
	});
});
