import type { IDataObject } from 'n8n-workflow';
import { NodeHelpers, type INode, type INodeType } from 'n8n-workflow';
import { builtModule, runNode, type ImageNode } from '../engine/harness';
import { credentialAt, named, officialSpots, spots, type SpotName } from '../engine/spots';
import { allBought, openShop, plainModel, type Shop } from '../money/shop';
import { asTool } from './asTool';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.close());
beforeEach(() => shop.reset());

const places: Readonly<Record<ImageNode, readonly [string, string]>> = {
	replicateImage: ['Replicate', 'ReplicateImage'],
	falImage: ['Fal', 'FalImage'],
	waveSpeedImage: ['WaveSpeed', 'WaveSpeedImage'],
};

async function call(spot: SpotName, parameters: IDataObject, settings = {}) {
	const { node } = spots[spot];
	const type = `test.${node}`;
	return await runNode({
		type,
		nodeTypes: { [type]: asTool(...places[node]) },
		parameters: { model: plainModel[node], prompt: 'a castle', ...parameters },
		credentials: credentialAt(shop.sandbox, spot),
		settings,
	});
}

describe('what a model reads', () => {
	test.each(officialSpots)('%s: of an image: what is known, the url first', async (spot) => {
		const { rows } = await call(spot, {});
		const [row] = rows;
		expect(Object.keys(row)[0]).toBe('url');
		expect(Object.values(row)).not.toContain(null);
		for (const name of ['fileName', 'fileSize', 'mimeType', 'imageNumber']) {
			expect(row).not.toHaveProperty(name);
		}
		const life =
			row.urlExpiresAt === undefined ? '' : ` It is good until ${String(row.urlExpiresAt)}.`;
		expect(row).toMatchObject({
			prompt: 'a castle',
			seed: expect.any(Number),
			taskId: shop.sandbox.tasks()[0].id,
			model: plainModel[spots[spot].node],
			note: `Give the user this url.${life}`,
		});
	});

	it('right after submitting: how and when to fetch', async () => {
		const { rows } = await call('fal', { execution: { whenToContinue: 'submitted' } });
		const { id } = shop.sandbox.tasks()[0];
		expect(rows[0].note).toBe(
			`Ordered and paid, not done yet. Do not order it again: fetch it in a minute with Get a Task, taskId ${id}, model fal-ai/flux/schnell, which buys nothing.`,
		);
	});

	const id = '(\\S+)';
	it.each<[string, IDataObject, string]>([
		[
			'a wrong value',
			{ num_outputs: 9 },
			'Number of Images must be a whole number from 1 to 4; it is 9. Nothing was charged. A corrected call is safe. Correct Number of Images',
		],
		[
			'a timeout',
			{ prompt: 'x [stuck]', execution: { timeout: 1 } },
			`The task is still running after 1 s \\[task ${id}\\]. It is paid. Do not call this again for the same image, that would pay a second time: fetch task \\1, model black-forest-labs/flux-schnell, with Get a Task in a minute.$`,
		],
		[
			'a failure after the order',
			{ prompt: 'x [fail]' },
			`The task failed: CUDA.* \\[task ${id}\\]. It may have been charged. Another call is a new order. When the reason names a LoRA`,
		],
	])('of %s: one message, thrown or as a row', async (_, parameters, words) => {
		const { error } = await call('replicate', parameters);
		expect(error?.message).toMatch(new RegExp(`^${words}`));
		const { rows } = await call('replicate', parameters, { onError: 'continueRegularOutput' });
		expect(rows[0].error).toMatch(new RegExp(`^${words}`));
	});

	it('of several images on one item: every link', async () => {
		const { rows } = await call('replicate', {
			num_outputs: 3,
			execution: { output: 'perTask' },
		});
		expect(new Set(rows[0].urls as string[]).size).toBe(3);
	});

	it('of a failure: nothing that n8n could put after the message', async () => {
		const { error } = await call('replicate', { num_outputs: 9 });
		expect(error?.description ?? null).toBeNull();
	});

	it('of a failure before anything began: the same', async () => {
		const { error } = await call('replicate', { operation: 'paint' });
		expect(error?.message).toMatch(/paint.*Nothing was charged\. A corrected call is safe/);
	});

	it('a failed row stays on the output that a model reads', async () => {
		const settings = { onError: 'continueErrorOutput' } as const;
		const { rows, failed } = await call('replicate', { num_outputs: 9 }, settings);
		expect(failed).toEqual([]);
		expect(rows[0]).toMatchObject({ charged: 'no', error: expect.stringMatching(/^Number of/) });
	});

	it('of a file that will never come: not to fetch it again', async () => {
		const { error } = await call('replicate', { prompt: 'x [none]' });
		expect(error?.message).toMatch(/would pay a second time\. Nothing says why/);
		expect(error?.message).not.toMatch(/in a minute/);
	});

	it('of an unknown outcome: not to call again', async () => {
		shop.sandbox.faults.add({ step: 'submit', fault: { kind: 'reset', when: 'afterTask' } });
		const { error } = await call('fal', {});
		expect(error?.message).toMatch(
			/It may have been charged\. Do not call this again for the same image, that may pay a second time: ask the user to look at the tasks of their account\.$/,
		);
		expect(allBought(shop)).toBe(1);
	});

	it('two calls side by side are two orders', async () => {
		const both = await Promise.all([call('waveSpeed', {}), call('waveSpeed', {})]);
		expect(new Set(both.map(({ rows }) => rows[0].taskId)).size).toBe(2);
		expect(allBought(shop)).toBe(2);
	});

	it('a task is fetched later and not paid again', async () => {
		const { rows } = await call('fal', { execution: { whenToContinue: 'submitted' } });
		const task = named('fal', String(rows[0].taskId), String(rows[0].model));
		const got = await call('fal', { operation: 'get', ...task });
		expect(got.rows[0].url).toMatch(/^http/);
		expect(allBought(shop)).toBe(1);
	});
});

describe('the description of a tool', () => {
	/** As n8n-core makes it, with the parameters that n8n fills in. */
	const describe = (type: ImageNode, operation: string): string => {
		const [folder, name] = places[type];
		const built = builtModule<Record<string, new () => INodeType>>(`nodes/${folder}/${name}.node`);
		const nodeType = new built[name]();
		const node = {
			...{ id: 'n', name: 'Draw', type: `n8n-nodes-flux-lora.${type}Tool`, typeVersion: 1 },
			...{ position: [0, 0], parameters: { operation } },
		} as INode;
		const { description } = nodeType;
		const properties = description.properties;
		const parameters = NodeHelpers.getNodeParameters(
			properties,
			node.parameters,
			true,
			false,
			node,
			{ ...description, name: `${description.name}Tool` },
		);
		return NodeHelpers.getToolDescriptionForNode(
			{ ...node, parameters: parameters ?? {} },
			nodeType,
		);
	};

	it.each(Object.keys(places) as ImageNode[])('%s: is another one for each operation', (type) => {
		const all = ['generate', 'get', 'cancel'].map((operation) => describe(type, operation));
		expect(new Set(all).size).toBe(3);
		expect(all[0]).toMatch(/^Makes new images .* Every call buys/);
		expect(all[1]).toMatch(/^Fetches the images of an order made before .* Buys nothing/);
		expect(all[2]).toMatch(/^Asks .* to give up an order/);
	});
});
