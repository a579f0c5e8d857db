import { detailsOf, limitsModule, openShop, type Buying, type Shop } from '../money/shop';
import { PNG, startEcho, type Answer, type Asked, type Echo } from '../keys/echo';

let shop: Shop;
let server: Echo;
let answer: (asked: Asked) => Answer | Promise<Answer>;
beforeAll(async () => {
	shop = await openShop();
	server = await startEcho(async (asked) => await answer(asked));
});
afterAll(async () => {
	await server.close();
	await shop.close();
});
beforeEach(() => {
	shop.reset();
	server.asked.length = 0;
});

const picture: Answer = { bytes: PNG, headers: { 'content-type': 'image/png' } };
const done = (count: number): Answer => ({
	json: {
		id: 'task1',
		status: 'succeeded',
		output: Array.from({ length: count }, (_, i) => `${server.origin}/${i}.png`),
	},
});

async function buy(more: Buying = {}) {
	return await shop.buy('gatewayReplicate', {
		prompts: ['a castle'],
		credentials: {
			apiKey: 'sk-some-key-of-a-gateway',
			useGateway: true,
			baseUrl: server.origin,
			apiType: 'gateway',
			allowedDownloadHosts: '',
		},
		settings: { onError: 'continueRegularOutput' },
		...more,
	});
}

/** Downloads that are under way at once, at most. */
function gauge() {
	let now = 0;
	let most = 0;
	answer = async ({ path }) => {
		if (!/png/.test(path)) return done(12);
		most = Math.max(most, ++now);
		await new Promise((resolve) => setTimeout(resolve, 15));
		now--;
		return picture;
	};
	return () => most;
}

describe('bounds', () => {
	it('64 outputs of a task are fetched, not more', async () => {
		answer = ({ path }) => (/png/.test(path) ? picture : done(80));
		const result = await buy();
		expect(result.pictures.flat()).toHaveLength(64);
	});

	it('4 downloads run at once in a process, over items and executions', async () => {
		const most = gauge();
		await Promise.all([buy(), buy({ prompts: ['b', 'c'] })]);
		expect(most()).toBe(4);
	});

	it('announced bytes bound what is stored at once', async () => {
		const { limits, scaleLimits } = limitsModule();
		const { downloadBytes: _all, ...others } = limits();
		scaleLimits(1, { ...others, downloadBytes: PNG.length });
		const most = gauge();
		const result = await buy();
		scaleLimits(1, { ...others, downloadBytes: _all });
		expect(result.pictures.flat()).toHaveLength(12);
		expect(most()).toBeLessThanOrEqual(4);
	});

	it('a JSON answer beyond its bound is unreadable: a submit unknown, a status asked again', async () => {
		const { limits, scaleLimits } = limitsModule();
		const before = limits();
		scaleLimits(1, { ...before, jsonBytes: 10_000 });
		const large = { status: 'starting', id: 'task1', logs: 'x'.repeat(20_000) };
		answer = () => ({ json: large });
		const lost = await buy();
		expect(detailsOf(lost.rows[0])).toMatchObject({ kind: 'unknownOutcome', charged: 'unknown' });
		let asked = 0;
		answer = ({ method, path }) => {
			if (/png/.test(path)) return picture;
			if (method === 'POST') return { json: { id: 'task1', status: 'starting' } };
			return ++asked === 1 ? { json: large } : done(1);
		};
		const found = await buy({ prompts: ['again'] });
		scaleLimits(1, before);
		expect(found.pictures.flat()).toHaveLength(1);
		expect(asked).toBe(2);
	});

	it('a file beyond Maximum File Size is given up, announced or not', async () => {
		const big = Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)]);
		const chunked: Readonly<Record<string, string>> = { 'transfer-encoding': 'chunked' };
		for (const headers of [undefined, chunked]) {
			answer = ({ path }) => (/png/.test(path) ? { bytes: big, headers } : done(1));
			const result = await buy({ execution: { maxFileSize: 1 } });
			expect(detailsOf(result.rows[0])).toMatchObject({
				kind: 'tooLarge',
				charged: 'yes',
				taskId: 'task1',
			});
		}
	});
});

describe('names of files', () => {
	const hostile = [
		'../../../etc/passwd',
		'..\\..\\windows\\system32',
		'CON',
		'nul.png',
		'a\u0000b\u001f\nc',
		'.',
		'..',
		'x'.repeat(400),
		'\u{1F3F0}'.repeat(200),
		'<img src=x>:"|?*',
		' . ',
	];
	test.each(hostile)('%j leaves no store and confuses none', async (fileName) => {
		answer = ({ path }) => (/png/.test(path) ? picture : done(1));
		const result = await buy({ prompts: [fileName], execution: { fileName } });
		const name = String(result.rows[0].fileName);
		expect(result.pictures.flat()[0].bytes).toEqual(PNG);
		expect(name).toMatch(/^[^/\\\u0000-\u001f<>:"|?*]+\.png$/u);
		expect(name).not.toMatch(/^\.|^(con|nul)\./i);
		expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
	});
});
