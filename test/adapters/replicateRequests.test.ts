import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { Problem } from '../../nodes/shared/problem';

const official = replicateAdapter('official');
const gateway = replicateAdapter('gateway');

test.each([
	['an official model', { endpoint: 'o/n' }, '/models/o/n/predictions', undefined],
	['a deployment', { endpoint: 'deployments/o/n' }, '/deployments/o/n/predictions', undefined],
	['a hash as endpoint', { endpoint: 'a'.repeat(64) }, '/predictions', 'a'.repeat(64)],
	['an endpoint with a version', { endpoint: ' o/n:v1 ' }, '/predictions', 'o/n:v1'],
	['a version beside', { endpoint: 'o/n', version: 'o/n:v2' }, '/predictions', 'o/n:v2'],
])('submit to %s', (_, target, path, version) => {
	const input = { prompt: '' };
	const { body, ...request } = official.submit(target, input, {});
	expect(request).toEqual({ service: 'api', method: 'POST', path });
	expect(JSON.stringify(body)).toBe(JSON.stringify({ version, input }));
});

test.each([[''], ['name'], ['o/../predictions'], ['o/n?x=1'], ['o/n m'], ['/'], ['o//n']])(
	'%j is no endpoint',
	(endpoint) => {
		expect(() => official.submit({ endpoint }, {}, {})).toThrow(
			expect.objectContaining({ kind: 'invalidInput', charged: 'no' }),
		);
	},
);

test.each([
	[600, '600s'],
	[0.2, '5s'],
	[61.2, '62s'],
])('a deadline of %d s goes along as %s', (cancelAfterSeconds, header) => {
	const { headers } = official.submit({ endpoint: 'o/n' }, {}, { cancelAfterSeconds });
	expect(headers).toEqual({ 'cancel-after': header });
});

test.each([['..'], ['.'], ['']])('%j is no id', (id) => {
	expect(() => official.status({ model: '', id })).toThrow(
		expect.objectContaining({ kind: 'invalidInput' }),
	);
	expect(() => official.cancel({ model: '', id })).toThrow(Problem);
});

test.each([['a/b'], ['a\\b'], ['a?b'], ['a b'], ['a\nb'], ['\ud800'], ['x'.repeat(300)]])(
	'%j, if a provider calls its task so, is one segment of the path',
	(id) => {
		const { path } = official.status({ model: '', id });
		const { pathname } = new URL(path, 'https://base.example');
		expect(pathname).toBe(path);
		expect(pathname).toMatch(/^\/predictions\/[^/\s\\]+$/);
	},
);

test('what is left of an id is percent-encoded', () => {
	expect(official.status({ model: '', id: '%2e%2e' }).path).toBe('/predictions/%252e%252e');
	expect(official.cancel({ model: '', id: 'ä1' })).toEqual({
		service: 'api',
		method: 'POST',
		path: '/predictions/%C3%A41/cancel',
	});
});

test('list, account and upload are the official API’s alone', () => {
	const since = new Date('2025-01-15T10:00:00Z');
	expect(official.list?.(since)).toMatchObject({
		method: 'GET',
		path: '/predictions',
		query: { created_after: '2025-01-15T10:00:00.000Z' },
	});
	expect(official.account?.().path).toBe('/account');
	const file = { fileName: 'a.png', mimeType: 'image/png', bytes: new Uint8Array([1]) };
	expect(official.upload?.(file)).toEqual({
		service: 'api',
		method: 'POST',
		path: '/files',
		file: { field: 'content', content: file },
	});
	const urls = { get: 'https://api.replicate.com/v1/files/x' };
	expect(official.parseUpload?.({ id: 'x', urls }, file)).toEqual({ url: urls.get });
	expect(() => official.parseUpload?.({ urls: { get: 'file:///x' } }, file)).toThrow(Problem);
	expect([gateway.list, gateway.account, gateway.upload]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});
