import { falAdapter } from '../../nodes/Fal/fal';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import type { ProviderAdapter } from '../../nodes/shared/adapter';
import type { ApiRequest, Target, Task } from '../../nodes/shared/task';
import { waveSpeedAdapter } from '../../nodes/WaveSpeed/waveSpeed';
import { answer, fixture, inputOf, parts } from './fixture';

const replicateGateway = replicateAdapter('gateway');
const falGateway = falAdapter('gateway');
const waveSpeed = waveSpeedAdapter('official');

const seed000 = fixture('seed-000-request');
const seed001 = fixture('seed-001-request');
const seed002 = fixture('seed-002-request');
const seed003Model = fixture('seed-003-model-request');
const seed003Hash = fixture('seed-003-hash-request');
const seed004 = fixture('seed-004-request');

const requests: ReadonlyArray<readonly [string, ProviderAdapter, Target, unknown, ApiRequest]> = [
	[
		'seed 000: flux-schnell-lora by owner/name:hash',
		replicateGateway,
		{
			endpoint: 'lucataco/flux-schnell-lora',
			version:
				'lucataco/flux-schnell-lora:2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574',
		},
		inputOf(seed000),
		{ service: 'api', method: 'POST', path: '/predictions', body: seed000 },
	],
	[
		'seed 001: flux-dev-lora by owner/name:hash, written as a custom endpoint',
		replicateGateway,
		{
			endpoint:
				'lucataco/flux-dev-lora:091495765fa5ef2725a175a57b276ec30dc9d39c22d30410f2ede68a3eab66b3',
		},
		inputOf(seed001),
		{ service: 'api', method: 'POST', path: '/predictions', body: seed001 },
	],
	[
		'seed 002: WaveSpeed, the bare input',
		waveSpeed,
		{ endpoint: 'wavespeed-ai/flux-schnell-lora' },
		seed002,
		{ service: 'api', method: 'POST', path: '/wavespeed-ai/flux-schnell-lora', body: seed002 },
	],
	[
		'seed 003: an official model without a version',
		replicateGateway,
		{ endpoint: 'black-forest-labs/flux-schnell' },
		inputOf(seed003Model),
		{
			service: 'api',
			method: 'POST',
			path: '/models/black-forest-labs/flux-schnell/predictions',
			body: seed003Model,
		},
	],
	[
		'seed 003: a bare hash',
		replicateGateway,
		{
			endpoint: 'lucataco/flux-schnell-lora',
			version: '2a6b576af31790b470f0a8442e1e9791213fa13799cbb65a9fc1436e96389574',
		},
		inputOf(seed003Hash),
		{ service: 'api', method: 'POST', path: '/predictions', body: seed003Hash },
	],
	[
		'seed 004: fal through a gateway',
		falGateway,
		{ endpoint: 'fal-ai/flux-lora' },
		seed004,
		{ service: 'api', method: 'POST', path: '/fal-ai/flux-lora', body: seed004 },
	],
];

test.each(requests)('%s: the request is the seed’s', (_, adapter, target, input, expected) => {
	const sent = adapter.submit(target, input as Record<string, unknown>, {});
	expect(JSON.parse(JSON.stringify(sent))).toEqual(expected);
	expect(JSON.stringify(sent.body)).toBe(JSON.stringify(expected.body));
	expect(adapter.authorization('hk-you-key')).toBe('Bearer hk-you-key');
});

test('the seeds’ GETs stay below the base URL', () => {
	const id = 'ctdwaehfz1rm80cmd5nsjd8114';
	expect(replicateGateway.status({ model: '', id })).toEqual({
		service: 'api',
		method: 'GET',
		path: '/predictions/ctdwaehfz1rm80cmd5nsjd8114',
	});
	expect(waveSpeed.status({ model: '', id }).path).toBe(`/predictions/${id}/result`);
});

const schnell = 'black-forest-labs/flux-schnell';
const falRef = { model: 'fal-ai/flux-lora', id: '' };

const answers: ReadonlyArray<readonly [string, ProviderAdapter, Partial<Task>]> = [
	[
		'seed-000-answer',
		replicateGateway,
		{
			id: 'nfg4nbtgm9rj00crankr6ft6t0',
			model: 'lucataco/flux-schnell-lora',
			status: 'queued',
			createdAt: '2025-07-29T08:58:10.978Z',
			input: inputOf(fixture('seed-000-answer')),
		},
	],
	[
		'seed-001-answer',
		replicateGateway,
		{ id: 'c9zn270jk1rj00crans8m6ssjc', model: 'lucataco/flux-dev-lora', status: 'queued' },
	],
	[
		'seed-003-model-answer',
		replicateGateway,
		{ id: 'qpt5jq1fssrmc0cmd5hvy31mdg', model: schnell, status: 'queued', seed: undefined },
	],
	[
		'seed-003-get-answer',
		replicateGateway,
		{
			id: 'ctdwaehfz1rm80cmd5nsjd8114',
			model: schnell,
			status: 'succeeded',
			outputs: [
				{
					url: 'https://replicate.delivery/xezq/RoEhEdyl8PoIGFFPg46TU4Svj24i1NDVYmzehJfqLuX9nTFUA/out-0.jpg',
				},
			],
			seed: 62182,
			secondsQueued: 0.688,
			secondsRunning: 0.557916184,
			urlExpiresAt: '2025-01-15T11:03:41.142Z',
			reason: undefined,
			expired: undefined,
			progress: undefined,
		},
	],
	[
		'seed-004-answer',
		falGateway,
		{
			id: '07e0be22-3380-4699-a377-48729443435c',
			model: 'fal-ai/flux-lora',
			status: 'queued',
			queuePosition: 0,
			resultPending: undefined,
		},
	],
	[
		'wavespeed-created',
		waveSpeed,
		{
			id: '6488c2754f6f4dfea924382fa14d11bd',
			model: 'alibaba/wan-2.5/text-to-image',
			status: 'queued',
			secondsRunning: undefined,
			createdAt: '2025-09-29T23:09:43.027Z',
		},
	],
	[
		'wavespeed-failed',
		waveSpeed,
		{ id: 'pred_abc123', status: 'failed', reason: 'Error message here', refused: undefined },
	],
];

test.each(answers)('%s is the right task', (name, adapter, expected) => {
	const body = fixture(name);
	const ref = adapter.provider === 'fal' ? falRef : undefined;
	expect(adapter.parseError(answer(200, body))).toBeUndefined();
	const task = adapter.parseTask({ body, headers: {} }, ref);
	const facts = { outputs: [], ...expected };
	expect(parts(task, facts)).toEqual(facts);
});

test('WaveSpeed’s list gives the task with its picture and its flag', () => {
	const tasks = waveSpeed.parseList?.(fixture('wavespeed-list')) ?? [];
	expect(tasks).toHaveLength(1);
	expect(tasks[0]).toMatchObject({
		id: 'e6832d4abffb4d79bfbca19783fca133',
		model: 'wavespeed-ai/flux-dev',
		status: 'succeeded',
		outputs: [{ flagged: false, url: expect.stringContaining('cloudfront.net') as string }],
		secondsRunning: 25.729,
		urlExpiresAt: '2025-05-26T06:09:15.948Z',
	});
});
