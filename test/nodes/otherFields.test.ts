import type { INodeExecutionData } from 'n8n-workflow';
import sharp from 'sharp';
import { continueOn, openStage, type Stage } from './stage';

let stage: Stage;
let item: INodeExecutionData;

beforeAll(async () => {
	stage = await openStage();
	const create = { width: 8, height: 8, channels: 3, background: 'red' } as const;
	const png = await sharp({ create }).png().toBuffer();
	const file = { data: png.toString('base64'), mimeType: 'image/png', fileName: 'before.png' };
	item = {
		json: { id: 7, cost: 12.5, status: 'ready', seed: null, url: 'https://example.com/a' },
		binary: { data: file, photo: file },
	};
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

const execution = { includeOtherInputFields: true };

describe('with Include Other Input Fields', () => {
	it("the item's values keep their names, ours have a prefix, and its files come along", async () => {
		const run = await stage.generate('replicate', { execution }, { items: [item] });
		const { taskId, url } = stage.sandbox
			.tasks()
			.map(({ id }) => ({ taskId: id, url: /^http/ }))[0];
		expect(run.rows[0]).toMatchObject({
			...item.json,
			taskId,
			generated_status: 'succeeded',
			generated_url: expect.stringMatching(url),
			generated_cost: null,
		});
		expect(run.rows[0]).toHaveProperty('generated_seed');
		const { data, photo, input_data } = run.items[0].binary ?? {};
		expect([photo?.fileName, input_data?.fileName]).toEqual(['before.png', 'before.png']);
		expect(data?.fileName).not.toBe('before.png');
	});

	it('behind another node of ours, nothing of its task is taken for this one', async () => {
		const first = await stage.generate(
			'replicate',
			{ prompt: '[fail]' },
			{ items: [{ id: 1 }], settings: continueOn.regular },
		);
		const items = [{ ...first.rows[0], id: 1 }];
		const { rows } = await stage.generate('replicate', { execution }, { items });
		expect(rows[0]).toMatchObject({ id: 1, status: 'succeeded' });
		expect(rows[0]).not.toHaveProperty('details');
		expect(rows[0]).not.toHaveProperty('error');
	});

	it.each(['regular', 'error'] as const)('a failed row has them too: %s', async (kind) => {
		const run = await stage.generate(
			'replicate',
			{ prompt: '[fail]', execution },
			{ items: [item], settings: continueOn[kind] },
		);
		const failed = [...run.items, ...run.failedItems];
		expect(failed).toHaveLength(1);
		expect(failed[0].json).toMatchObject({ ...item.json, error: expect.any(String) });
		expect(failed[0].json.details).toMatchObject({ kind: 'taskFailed' });
		expect(Object.keys(failed[0].binary ?? {})).toEqual(['data', 'photo']);
	});
});

it("a row's own columns are texts, numbers and booleans, so that a table takes them", async () => {
	const { rows } = await stage.generate('fal', {
		lorasMode: 'fields',
		loras: { row: [{ path: 'a/b', scale: 0.5 }] },
	});
	for (const value of Object.values(rows[0]))
		expect(value === null || typeof value !== 'object').toBe(true);
	expect(JSON.parse(String(rows[0].loras))).toEqual([
		{
			path: 'a/b',
			scale: 0.5,
			triggerWords: null,
			page: 'https://huggingface.co/a/b',
			file: 'lora.safetensors',
		},
	]);
});
