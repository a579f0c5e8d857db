import type { IDataObject } from 'n8n-workflow';
import { openStage, type Stage } from '../nodes/stage';
import { openTrap, PNG, reply, type Answer, type Trap } from './trap';

let stage: Stage;
let provider: Trap;
/** What is told of the task, and how the picture comes. */
let told: IDataObject;
let picture: Answer;
beforeAll(async () => {
	stage = await openStage();
	provider = await openTrap(({ method, url }, response) => {
		if (method === 'POST') return reply(response, { json: { id: 'task1', status: 'starting' } });
		reply(response, url.includes('/predictions/') ? { json: told } : picture);
	});
});
beforeEach(() => {
	provider.caught.length = 0;
	told = task(`${provider.origin}/a.png`);
	picture = { bytes: PNG };
});
afterAll(async () => {
	await stage.close();
	await provider.close();
});

const task = (output: string, id = 'task1') => ({ id, status: 'succeeded', output: [output] });

const run = async (parameters: IDataObject) =>
	await stage.run('Replicate at a gateway', parameters, {
		typed: { baseUrl: provider.origin, allowedDownloadHosts: '' },
	});
const generate = async (execution: IDataObject = {}) =>
	await run({ model: 'black-forest-labs/flux-dev', prompt: 'a castle', execution });

const evil = [
	'../../../../etc/cron.d/evil',
	'..%2f..%2f..%2fevil',
	'..\\..\\evil',
	'%00evil',
	'CON',
	'x'.repeat(400),
];
const STORE = /^filesystem-v2:workflows\/runner\/executions\/\d+\/binary_data\/[\da-f-]{36}$/;

describe('file names', () => {
	it.each(evil)('of the provider are not used: %s', async (name) => {
		told = { ...task(`${provider.origin}/x/${name}.png`), file_name: name };
		const disposition = `attachment; filename="${name}.png"`;
		picture = { bytes: PNG, headers: { 'content-disposition': disposition } };
		const { rows, items } = await generate();
		expect(rows[0].fileName).toBe('a-castle-task1.png');
		expect(items[0].binary?.data).toMatchObject({
			fileName: 'a-castle-task1.png',
			fileExtension: 'png',
		});
		expect(items[0].binary?.data.id).toMatch(STORE);
	});

	it.each(evil)(
		'made of a task id stay names, or the id is refused before it is asked for: %s',
		async (id) => {
			told = task(`${provider.origin}/a.png`, id);
			const { rows, items, error } = await run({ operation: 'get', taskId: id });
			if (error !== undefined) {
				expect(error.message).toMatch(/The task id has characters that no task id has/);
				expect(provider.caught).toEqual([]);
				return;
			}
			expect(String(rows[0].fileName)).toMatch(/^[^/\\\p{Cc}]{1,255}$/u);
			expect(String(rows[0].fileName)).not.toMatch(/^\.|^con\./i);
			expect(items[0].binary?.data.id).toMatch(STORE);
			// The id is one segment of the path that was asked for.
			const [{ url }] = provider.caught;
			expect(url).toBe(`/replicate/v1/predictions/${encodeURIComponent(id)}`);
		},
	);

	it.each([
		...evil,
		...['a\u0000b\u001fc', '.', '..', ' . ', 'nul.png', '<img src=x>:"|?*'],
		...['Ж'.repeat(300), '\u{1F3F0}'.repeat(200)],
	])('that the user gave stay names: %j', async (fileName) => {
		const { rows, items, pictures } = await generate({ fileName });
		const name = String(rows[0].fileName);
		expect(name).toMatch(/^[^/\\\p{Cc}<>:"|?*]+\.png$/u);
		expect(name).not.toMatch(/^\.|^(con|nul)\./i);
		expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
		expect(items[0].binary?.data.id).toMatch(STORE);
		expect(pictures.flat()[0].bytes).toEqual(PNG);
	});
});
