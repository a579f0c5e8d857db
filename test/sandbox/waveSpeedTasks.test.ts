import { call, stoppedSandbox, type Given, type Json } from './calls';

let given: Given;
beforeEach(async () => {
	given = await stoppedSandbox();
});
afterEach(() => given.sandbox.close());

async function wave(prompt: string, more: object = {}): Promise<Json> {
	const url = `${given.sandbox.sites.waveSpeed.baseUrl}/api/v3/wavespeed-ai/flux-dev-lora`;
	return (await call(url, given.waveSpeed, 'POST', { prompt, ...more })).json['data'] as Json;
}

const waveResult = (id: string) =>
	call(`${given.sandbox.sites.waveSpeed.baseUrl}/api/v3/predictions/${id}/result`, given.waveSpeed);

describe('WaveSpeed', () => {
	test('created, processing, completed; base64 without a prefix', async () => {
		const data = await wave('a fox', { enable_base64_output: true, output_format: 'png' });
		given.clock.advance(5000);
		expect((await waveResult(data['id'])).json['data']).toMatchObject({
			status: 'processing',
			outputs: [],
		});
		given.clock.advance(5000);
		const done = (await waveResult(data['id'])).json['data'];
		expect(done.status).toBe('completed');
		expect(done.outputs[0]).toMatch(/^iVBOR/);
	});

	test('a delete stops a running task, and takes a finished one away', async () => {
		const { baseUrl } = given.sandbox.sites.waveSpeed;
		const [first, second] = [await wave('a fox'), await wave('a hare')];
		const ids = [first['id']];
		await call(`${baseUrl}/api/v3/predictions/delete`, given.waveSpeed, 'POST', { ids });
		given.clock.advance(10_000);
		await call(`${baseUrl}/api/v3/predictions/${second['id']}`, given.waveSpeed, 'DELETE');
		expect((await waveResult(second['id'])).status).toBe(404);
		expect(given.sandbox.counters.deletes.map(({ finished }) => finished)).toEqual([false, true]);
	});

	test('the list holds what fits the filter, newest first, without inputs', async () => {
		const { baseUrl } = given.sandbox.sites.waveSpeed;
		await wave('a fox');
		given.clock.advance(60_000);
		const after = new Date(given.clock.now() - 1000).toISOString();
		const last = await wave('a hare');
		const list = async (body: object) =>
			(await call(`${baseUrl}/api/v3/predictions`, given.waveSpeed, 'POST', body)).json['data'];
		expect((await list({ page: 1, page_size: 10 })).total).toBe(2);
		const { items } = await list({ created_after: after });
		expect(items.map((item: Json) => item['id'])).toEqual([last['id']]);
		expect(items[0]).not.toHaveProperty('input');
		expect((await list({ status: 'completed' })).total).toBe(1);
	});

	test('flagged pictures stay, with a mark; a failure has words and a code', async () => {
		const [flagged, failed] = [await wave('[nsfw]', { num_images: 2 }), await wave('[fail]')];
		given.clock.advance(10_000);
		const done = (await waveResult(flagged['id'])).json['data'];
		expect([done.has_nsfw_contents, done.outputs.length]).toEqual([[true, false], 2]);
		expect((await waveResult(failed['id'])).json['data']).toMatchObject({
			status: 'failed',
			code: 1403,
			outputs: [],
		});
	});

	test('sync mode answers with the pictures', async () => {
		const waiting = wave('a fox', { enable_sync_mode: true });
		for (const ms of [1500, 9000]) {
			await given.sleeper();
			given.clock.advance(ms);
		}
		expect(await waiting).toMatchObject({ status: 'completed' });
	});
});
