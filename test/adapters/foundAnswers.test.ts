import { falAdapter } from '../../nodes/Fal/fal';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';
import { answer, parts } from './fixture';
import { foundAnswers, type Spoken } from './foundAnswers';

const adapters = {
	replicate: replicateAdapter('gateway'),
	fal: falAdapter('official'),
	falGateway: falAdapter('gateway'),
	waveSpeed: waveSpeedAdapter('gateway'),
} satisfies Record<Spoken, unknown>;

const ref = { model: 'fal-ai/flux-lora', id: 't1' };
const cases = foundAnswers.flatMap((found) => found.at.map((spoken) => ({ ...found, spoken })));

test.each(cases)('$spoken: $name', ({ spoken, body, is }) => {
	const adapter = adapters[spoken];
	const read = () => adapter.parseTask({ body, headers: {} }, ref);
	if (is === 'none') {
		expect(read).toThrow(expect.objectContaining({ kind: 'badAnswer' }));
		return;
	}
	expect(adapter.parseError(answer(200, body), 'status')).toBeUndefined();
	expect(parts(read(), is)).toEqual(is);
});

const plain: ReadonlyArray<readonly [string, unknown]> = [
	['a word for an error', { code: 'invalid_request', message: 'no such size' }],
	['a number for an error', { code: 503, message: 'busy', data: null }],
	['a number below zero', { code: -1, message: '余额不足' }],
	['a failure in words', { success: false, message: 'no' }],
];
const unclear: ReadonlyArray<readonly [string, unknown]> = [
	['a word for success', { code: 'success', message: 'ok', data: {} }],
	['a word nobody knows', { code: 'accepted', message: 'queued' }],
	['a number that is no error', { code: 1, message: 'success' }],
	['nothing', {}],
];

describe.each(Object.entries(adapters))('%s: a 2xx to a submit', (_, adapter) => {
	test.each(plain)('is a refusal with %s', (_name, body) => {
		expect(adapter.parseError(answer(200, body), 'submit')).toBeDefined();
	});
	test.each(unclear)('is none with %s', (_name, body) => {
		expect(adapter.parseError(answer(200, body), 'submit')).toBeUndefined();
	});
});
