import { falCatalog } from '../../nodes/Fal/falCatalog';
import { replicateCatalog } from '../../nodes/Replicate/replicateCatalog';
import type { Ask, PublicRequest } from '../../nodes/shared/modelCatalog';
import { readDocument } from '../../nodes/shared/live/document';
import { Problem } from '../../nodes/shared/problem';
import type { ApiRequest } from '../../nodes/shared/task';
import { waveSpeedCatalog } from '../../nodes/WaveSpeed/waveSpeedCatalog';

type Json = Readonly<Record<string, unknown>>;

/** Answers each request with what it is given, and keeps what was asked. */
function answering(answer: (request: ApiRequest | PublicRequest) => unknown) {
	const asked: (ApiRequest | PublicRequest)[] = [];
	const ask: Ask = async (request, pick) => {
		asked.push(request);
		return await Promise.resolve(pick(answer(request)));
	};
	return { ask, asked };
}

const hash = 'a'.repeat(64);
const input = { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] };
const openapi = { components: { schemas: { Input: input } } };
const model = (more: Json) => ({ owner: 'owner', name: 'name', ...more });
const version = { id: hash, openapi_schema: openapi };

describe("Replicate's models", () => {
	const read = async (id: string, body: Json) =>
		await replicateCatalog('official').read(answering(() => body).ask, id);

	it.each([
		{ says: 'an official one', body: { is_official: true, latest_version: version } },
		{ says: 'one whose answer does not say what it is', body: { latest_version: version } },
	])('$says is run by its name', async ({ body }) => {
		expect((await read('owner/name', model(body))).target).toEqual({ endpoint: 'owner/name' });
	});

	it('a community one is run by its version alone', async () => {
		const body = model({ is_official: false, latest_version: version });
		await expect(read('owner/name', body)).rejects.toThrow('no version of it is named');
		expect((await read(`owner/name:${hash}`, body)).target).toEqual({
			endpoint: 'owner/name',
			version: `owner/name:${hash}`,
		});
	});

	it('a version that is not the latest is read and held to its own inputs', async () => {
		const latest = 'b'.repeat(64);
		const newInput = { ...input, properties: { words: { type: 'string' } } };
		const newer = { id: latest, openapi_schema: { components: { schemas: { Input: newInput } } } };
		const { ask, asked } = answering((request) =>
			'path' in request && request.path.includes('/versions/')
				? version
				: model({ is_official: false, latest_version: newer }),
		);
		const found = await replicateCatalog('official').read(ask, `owner/name:${hash}`);
		expect(readDocument(found)).toMatchObject({
			target: { version: `owner/name:${hash}` },
			fields: [{ field: { name: 'prompt' } }],
			newer: `owner/name:${latest}`,
		});
		expect(asked).toEqual([
			expect.objectContaining({ path: '/models/owner/name' }),
			expect.objectContaining({ path: `/models/owner/name/versions/${hash}` }),
		]);
	});

	it('one without any version has no form, and is no wrong name', async () => {
		const body = model({ is_official: true, latest_version: null });
		await expect(read('owner/name', body)).rejects.toMatchObject({
			kind: 'badAnswer',
			message: 'Replicate describes no inputs of owner/name',
		});
	});

	it('are listed with their version, official ones without; texts and languages are left out', async () => {
		const texts = {
			type: 'array',
			items: { type: 'string' },
			'x-cog-array-display': 'concatenate',
		};
		const talks = { components: { schemas: { Input: input, Output: texts } } };
		const results = [
			model({ is_official: false, latest_version: version }),
			model({ name: 'official', is_official: true, latest_version: version }),
			model({ name: 'talks', latest_version: { id: hash, openapi_schema: talks } }),
			model({ name: 'empty', is_official: false, latest_version: null }),
		];
		const { ask } = answering(() => ({ results, next: null }));
		const { models } = await replicateCatalog('official').search(ask, 'name');
		expect(models.map(({ value }) => value)).toEqual([
			`owner/name:${hash}`,
			'owner/official',
			'owner/empty',
		]);
	});
});

describe("fal's models", () => {
	const document = (schema: unknown) => ({
		paths: {
			'/fal-ai/some': {
				post: { requestBody: { content: { 'application/json': { schema } } } },
			},
		},
	});

	it('a key without the right to the list reads the public description', async () => {
		const { ask, asked } = answering((request) => {
			if ('address' in request) return document(input);
			throw new Problem({
				...{ kind: 'forbidden', message: 'no scope', charged: 'no' },
				...{ safeToRetry: true, nextStep: '', httpStatus: 403 },
			});
		});
		const found = await falCatalog('official').read(ask, 'fal-ai/some');
		expect(readDocument(found).fields.map(({ field }) => field.name)).toEqual(['prompt']);
		expect(asked).toHaveLength(2);
	});

	it('a description without an input is no wrong name', async () => {
		const { ask } = answering(() => ({ models: [{ openapi: document(undefined) }] }));
		await expect(falCatalog('official').read(ask, 'fal-ai/some')).rejects.toMatchObject({
			kind: 'badAnswer',
		});
	});

	it('are listed as far as they give pictures, films or sound', async () => {
		const categories = ['text-to-image', 'image-to-video', 'text-to-speech', 'video-to-audio'];
		const others = ['vision', 'llm', 'training', 'image-to-3d', 'image-to-json', 'speech-to-text'];
		const models = [...categories, ...others].map((category) => ({
			endpoint_id: `fal-ai/${category}`,
			metadata: { category, status: 'active' },
		}));
		const found = await falCatalog('official').search(answering(() => ({ models })).ask, 'x');
		expect(found.models.map(({ value }) => value)).toEqual(
			categories.map((category) => `fal-ai/${category}`),
		);
	});
});

describe("WaveSpeed's models", () => {
	const row = (id: string, type: string, schema?: unknown) => ({
		...{ model_id: id, type },
		api_schema: { api_schemas: [{ type: 'model_run', request_schema: schema }] },
	});

	it('one that tells no inputs is no wrong name', async () => {
		const { ask } = answering(() => ({ data: [row('a/b', 'text-to-image')] }));
		const catalog = waveSpeedCatalog('official');
		await expect(catalog.read(ask, 'a/b')).rejects.toMatchObject({ kind: 'badAnswer' });
		await expect(catalog.read(ask, 'a/c')).rejects.toThrow('WaveSpeed has no model "a/c"');
	});

	it('are those of pictures before a word is typed, and of films and sound after', async () => {
		const { ask } = answering(() => ({
			data: [
				row('a/picture', 'text-to-image', input),
				row('a/moves', 'image-to-video', input),
				row('a/solid', 'image-to-3d', input),
				row('a/adapts', 'lora-support', input),
				row('a/learns', 'training', input),
			],
		}));
		const catalog = waveSpeedCatalog('official');
		const values = async (words: string) =>
			(await catalog.search(ask, words)).models.map(({ value }) => value);
		expect(await values('')).toEqual(['a/picture', 'a/adapts']);
		expect(await values('moves')).toEqual(['a/moves']);
		expect(await values('learns')).toEqual([]);
	});
});
