import type { INodeType } from 'n8n-workflow';
import { builtModule, runNode } from '../engine/harness';
import { asTool } from './asTool';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(async () => await stage.close());

describe('as a tool of an agent', () => {
	it.each([
		['a link', {}, expect.stringMatching(/^http/)],
		['pictures inside the answer', { enable_base64_output: true }, undefined],
	])(
		'%s: nothing is downloaded, and the json is short and useful alone',
		async (_name, options, url) => {
			stage.sandbox.reset();
			const { rows, items, error } = await runNode({
				type: 'test.waveSpeedImage',
				nodeTypes: { 'test.waveSpeedImage': asTool('WaveSpeed', 'WaveSpeedImage') },
				parameters: {
					model: 'wavespeed-ai/flux-dev-lora',
					prompt: 'a castle',
					num_images: 2,
					options,
				},
				credentials: stage.credential('waveSpeed'),
			});
			expect(error).toBeUndefined();
			expect(rows).toHaveLength(2);
			expect(rows[0]).toMatchObject({ prompt: 'a castle', status: 'succeeded' });
			expect(rows[0].url).toEqual(url);
			expect(rows[0].taskId).toBe(stage.sandbox.tasks()[0].id);
			expect(items.every(({ binary }) => binary === undefined)).toBe(true);
			expect(stage.sandbox.counters.count('download')).toBe(0);
			expect(JSON.stringify(rows).length).toBeLessThan(1500);
		},
	);

	it.each(['ReplicateImage', 'FalImage', 'WaveSpeedImage'])('%s is offered as one', (name) => {
		const folder = name.replace('Image', '');
		const built = builtModule<Record<string, new () => INodeType>>(`nodes/${folder}/${name}.node`);
		expect(new built[name]().description.usableAsTool).toBe(true);
	});
});
