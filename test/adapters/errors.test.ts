import { falAdapter } from '../../nodes/Fal/fal';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';
import { shared } from './errorShapes';
import { answer } from './fixture';

const replicate = replicateAdapter('official');
const fal = falAdapter('official');
const falGateway = falAdapter('gateway');
const waveSpeed = waveSpeedAdapter('official');
const everyone = [replicate, fal, falGateway, waveSpeed];

test.each(shared)('%s', (_, status, body, expected) => {
	for (const adapter of everyone) {
		expect({ provider: adapter.provider, ...adapter.parseError(answer(status, body)) }).toEqual({
			provider: adapter.provider,
			...expected,
		});
	}
});

test.each([
	[{ results: [] }],
	[{ type: 'user', username: 'x' }],
	[{ code: 200, message: 'success', data: { balance: 1 } }],
	[{ code: 0, message: '' }],
	[{ prices: [] }],
	[[]],
	[null],
])('%j is no error', (body) => {
	for (const adapter of everyone) expect(adapter.parseError(answer(200, body))).toBeUndefined();
});

test('long words are cut, and stay whole characters', () => {
	const { message } = replicate.parseError(answer(400, { detail: '额'.repeat(50_000) })) ?? {};
	expect(message).toMatch(/^额{199}…$/);
});
