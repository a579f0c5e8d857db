import type { ServerResponse } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import type * as Limits from '../../nodes/shared/limits';
import { builtModule } from '../engine/harness';
import { continueOn, failureOf, openStage, type Stage } from '../nodes/stage';
import { json, openTrap, PNG, type Caught, type Trap } from './trap';

const JSON_BYTES = 100_000;

/** What a hostile provider does; each test changes what it needs. */
interface Hostile {
	submit(response: ServerResponse): void;
	status(response: ServerResponse): void;
	picture(response: ServerResponse, caught: Caught): void;
}

const task = (output: unknown, more: object = {}) => ({
	id: 'task1',
	status: 'succeeded',
	output,
	...more,
});

let stage: Stage;
let provider: Trap;
let hostile: Hostile;
/** Bytes that endless answers came to, and whether the reader hung up. */
let sent: { bytes: number; closed: boolean };

beforeAll(async () => {
	stage = await openStage();
	provider = await openTrap((caught, response) => {
		if (caught.method === 'POST') return hostile.submit(response);
		if (caught.url.includes('/predictions/')) return hostile.status(response);
		hostile.picture(response, caught);
	});
	const changes = { jsonBytes: JSON_BYTES, admissionMs: 1500, downloadMs: 5000 };
	builtModule<typeof Limits>('nodes/shared/limits').scaleLimits(50, changes);
});
beforeEach(() => {
	provider.caught.length = 0;
	sent = { bytes: 0, closed: false };
	hostile = {
		submit: (response) => json(response, 201, { id: 'task1', status: 'starting' }),
		status: (response) => json(response, 200, task([`${provider.origin}/a.png`])),
		picture: (response) => response.end(PNG),
	};
});
afterAll(async () => {
	await stage.close();
	await provider.close();
});

/** Writes for as long as somebody reads. */
function endless(response: ServerResponse, start: string | Buffer, status = 200): void {
	const chunk = Buffer.alloc(64 * 1024, ' ');
	// A question that was not answered is asked again: each answer is measured by itself.
	sent = { bytes: 0, closed: false };
	response.writeHead(status, { 'content-type': 'application/json' });
	response.write(start);
	const own = sent;
	response.on('close', () => (own.closed = true));
	const more = () => {
		while (!response.destroyed) {
			own.bytes += chunk.length;
			if (!response.write(chunk)) break;
		}
	};
	response.on('drain', more);
	more();
}

const typed = () => ({ baseUrl: provider.origin, allowedDownloadHosts: '' });

const generate = async (execution: IDataObject = {}, parameters: IDataObject = {}) =>
	await stage.generate(
		'Replicate at a gateway',
		{ execution: { timeout: 1, maxFileSize: '={{ 0.2 }}', ...execution }, ...parameters },
		{ typed: typed(), settings: continueOn.regular },
	);

/** Socket buffers hold some megabytes; an answer that is read to its end has no bound at all. */
const MOST_SENT = 24 * 1024 * 1024;

async function expectHungUp(): Promise<void> {
	for (let tries = 0; !sent.closed && tries < 400; tries++) {
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	expect(sent.closed).toBe(true);
	expect(sent.bytes).toBeLessThan(MOST_SENT);
}

describe('an answer without an end', () => {
	it.each([
		['200', 200, { kind: 'unknownOutcome', charged: 'unknown' }],
		['400', 400, { kind: 'rejected', charged: 'no' }],
		['500', 500, { kind: 'unknownOutcome', charged: 'unknown' }],
	])(
		'to a submit, with %s: is not read beyond the bound, nor bought again',
		async (_n, status, facts) => {
			hostile.submit = (response) => endless(response, '{"id": "task1", "pad": "', status);
			const { rows } = await generate();
			expect(failureOf(rows[0]).details).toMatchObject(facts);
			expect(provider.caught.filter(({ method }) => method === 'POST')).toHaveLength(1);
			await expectHungUp();
		},
	);

	it('to a question: the task stays known', async () => {
		hostile.status = (response) => endless(response, '{"id": "task1", "pad": "');
		const { rows } = await generate();
		expect(failureOf(rows[0]).details).toMatchObject({ taskId: 'task1' });
		await expectHungUp();
	});

	it('to one question alone: it is asked again, and the picture comes', async () => {
		let asked = 0;
		hostile.status = (response) =>
			++asked === 1
				? endless(response, '{"id": "task1", "pad": "')
				: json(response, 200, task([`${provider.origin}/a.png`]));
		const { pictures } = await generate();
		expect(pictures.flat()).toHaveLength(1);
		expect(asked).toBe(2);
	});

	it('to Get a Task: says so', async () => {
		hostile.status = (response) => endless(response, '{"id": "task1", "pad": "');
		const parameters = { operation: 'get', taskId: 'task1', execution: { timeout: 1 } };
		const more = { typed: typed(), settings: continueOn.regular };
		const { rows } = await stage.run('Replicate at a gateway', parameters, more);
		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(/large/i);
		expect(details.taskId).toBe('task1');
		await expectHungUp();
	});

	it('in place of a picture: is cut off at Maximum File Size', async () => {
		hostile.picture = (response) => endless(response, PNG);
		const { details } = failureOf((await generate()).rows[0]);
		expect(details).toMatchObject({ kind: 'tooLarge', charged: 'yes', taskId: 'task1' });
		await expectHungUp();
	});

	it('announced: is not read at all', async () => {
		hostile.picture = (response) => {
			response.writeHead(200, { 'content-length': String(2 ** 40) });
			response.on('close', () => (sent.closed = true));
			response.write(PNG);
		};
		const { rows } = await generate();
		expect(failureOf(rows[0]).details).toMatchObject({ kind: 'tooLarge', charged: 'yes' });
		await expectHungUp();
	});
});

describe('pictures inside an answer', () => {
	const uri = (bytes: number) =>
		`data:image/png;base64,${Buffer.concat([PNG, Buffer.alloc(bytes)]).toString('base64')}`;

	it('come out, and leave no base64 in the row', async () => {
		hostile.status = (response) => json(response, 200, task([uri(30_000)]));
		const { rows, pictures } = await generate({ simplify: false });
		expect(pictures[0][0].bytes.subarray(0, PNG.length)).toEqual(PNG);
		expect(rows[0].url).toBeNull();
		expect(JSON.stringify(rows).length).toBeLessThan(4000);
	});

	it('are capped one by one', async () => {
		hostile.status = (response) => json(response, 200, task([uri(1000), uri(60_000)]));
		const { rows } = await generate({ maxFileSize: '={{ 0.05 }}' });
		expect(failureOf(rows.at(-1)).details).toMatchObject({ kind: 'tooLarge', charged: 'yes' });
	});

	const inside = { model: 'custom', endpoint: 'sandbox/anything' };
	it.each([
		['asked for, and within pictures × size × 4/3', true, 150_000, 'succeeded'],
		['asked for, and beyond it', true, 300_000, 'timedOut'],
		['not asked for, and beyond the bound of every answer', false, 150_000, 'timedOut'],
	])('bounds an answer with them: %s', async (_name, asked, bytes, outcome) => {
		hostile.status = (response) => json(response, 200, task([uri(bytes)]));
		const input = JSON.stringify({ prompt: 'a castle', sync_mode: asked });
		const { rows } = await generate({}, { ...inside, input });
		const [row] = rows;
		expect(row.status ?? row.details).toEqual(
			outcome === 'succeeded'
				? outcome
				: expect.objectContaining({ kind: outcome, taskId: 'task1', charged: 'yes' }),
		);
	});

	it('more outputs than 64 are not fetched', async () => {
		const urls = Array.from({ length: 90 }, (_, at) => `${provider.origin}/${at}.png`);
		hostile.status = (response) => json(response, 200, task(urls));
		const { rows } = await generate();
		expect(rows).toHaveLength(64);
		expect(provider.caught.filter(({ url }) => url.endsWith('.png'))).toHaveLength(64);
		expect(rows[0].imageCount).toBe(90);
	});
});
