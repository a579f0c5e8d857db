import { spots } from '../engine/spots';
import { continueOn, failureOf, openStage, submitsAt, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

describe('a credential with expressions is read for each item', () => {
	it.each(['replicate', 'fal', 'waveSpeed'] as const)(
		'%s: each item pays with its own key, and an item without one says so',
		async (spot) => {
			const { key } = stage.sandbox.sites[spots[spot].site];
			const items = [{ key }, { key: 'another-key-of-someone' }, { key: '' }, { key: null }];
			const run = await stage.generate(
				spot,
				{},
				{ typed: { apiKey: '={{ $json.key }}' }, items, settings: continueOn.regular },
			);
			expect(run.rows[0].status).toBe('succeeded');
			expect(failureOf(run.rows[1]).details).toMatchObject({ kind: 'badKey', charged: 'no' });
			for (const row of run.rows.slice(2)) {
				const { error, details } = failureOf(row);
				expect(error).toMatch(/credential has no API key/);
				expect(details).toMatchObject({
					kind: 'invalidCredential',
					charged: 'no',
					safeToRetry: true,
				});
			}
			expect(submitsAt(stage)).toBe(2);
		},
	);

	it('key, address and kind of API follow the item, counted by key at each host', async () => {
		const { replicate, gateway } = stage.sandbox.sites;
		const at = [replicate, gateway, replicate, gateway, gateway];
		const items = at.map(({ key, baseUrl }) => ({ key, baseUrl }));
		const { rows } = await stage.generate(
			'Replicate at a gateway',
			{},
			{ typed: { apiKey: '={{ $json.key }}', baseUrl: '={{ $json.baseUrl }}' }, items },
		);
		expect(rows.map(({ status }) => status)).toEqual(at.map(() => 'succeeded'));
		const { keysAt } = stage.sandbox.counters;
		for (const { key, baseUrl } of [replicate, gateway]) {
			expect([...keysAt[new URL(baseUrl).host]]).toEqual([key]);
		}
		expect(submitsAt(stage)).toBe(5);
	});

	it.each(['true', 'yes', ' TRUE ', 1])(
		'the switch of a gateway that comes as %j is on',
		async (on) => {
			const { rows } = await stage.generate(
				'Replicate at a gateway',
				{},
				{ typed: { useGateway: '={{ $json.on }}' }, items: [{ on }] },
			);
			expect(rows[0].status).toBe('succeeded');
		},
	);

	it.each([
		['an expression that fails', { apiKey: '={{ $json.a.b.c }}' }, {}, /no API key|cannot be read/],
		[
			'a node that has not run',
			{ apiKey: "={{ $('Nobody').item.json.key }}" },
			{},
			/cannot be read/,
		],
		['an object', { apiKey: '={{ $json }}' }, { a: 1 }, /apiKey .* gives an object/],
		[
			'a switch that is no word for one',
			{ useGateway: '={{ $json.on }}' },
			{ on: 'perhaps' },
			/Use a Gateway .*true or false/,
		],
	])('%s: nothing is sent, and the row says what to do', async (_what, typed, item, says) => {
		const { rows } = await stage.generate(
			'replicate',
			{},
			{ typed, items: [item], settings: continueOn.regular },
		);
		const { error, details } = failureOf(rows[0]);
		expect(error).toMatch(says);
		expect(details).toMatchObject({ kind: 'invalidCredential', charged: 'no', safeToRetry: true });
		expect(details.nextStep).toMatch(/credential/);
		expect(stage.sandbox.counters.requests).toEqual([]);
	});

	it.each(['get', 'cancel'])('%s too', async (operation) => {
		const { key } = stage.sandbox.sites.replicate;
		const { rows } = await stage.run(
			'replicate',
			{ operation, taskId: 'a'.repeat(26) },
			{
				typed: { apiKey: '={{ $json.key }}' },
				items: [{ key: 'somebody-elses-key' }, { key }],
				settings: continueOn.regular,
			},
		);
		const kinds = rows.map((row) => failureOf(row).details.kind);
		expect(kinds).toEqual(['badKey', 'taskNotFound']);
	});
});
