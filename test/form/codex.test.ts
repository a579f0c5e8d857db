import fal from '../../nodes/Fal/FalImage.node.json';
import replicate from '../../nodes/Replicate/ReplicateImage.node.json';
import waveSpeed from '../../nodes/WaveSpeed/WaveSpeedImage.node.json';

describe('codex', () => {
	it.each([replicate, fal, waveSpeed])(
		'$node is found by the search of the node panel, which hides AI nodes that are no root nodes',
		({ categories, subcategories }) => {
			expect(categories).toContain('AI');
			expect(subcategories.AI).toContain('Root Nodes');
		},
	);

	it.each([replicate, fal, waveSpeed])('$node answers to the words users type', ({ alias }) => {
		expect(alias).toEqual(expect.arrayContaining(['image', 'flux', 'flux lora', 'lora']));
	});
});
