import { FalImage } from '../../nodes/Fal/FalImage.node';
import { falModels } from '../../nodes/Fal/models/index';
import { replicateModels } from '../../nodes/Replicate/models/index';
import { ReplicateImage } from '../../nodes/Replicate/ReplicateImage.node';
import { waveSpeedModels } from '../../nodes/WaveSpeed/models/index';
import { WaveSpeedImage } from '../../nodes/WaveSpeed/WaveSpeedImage.node';

/** The three nodes as shipped, with their models and the place of their source. */
export const nodes = [
	{
		node: new ReplicateImage(),
		models: replicateModels,
		path: 'nodes/Replicate/ReplicateImage.node.ts',
	},
	{ node: new FalImage(), models: falModels, path: 'nodes/Fal/FalImage.node.ts' },
	{
		node: new WaveSpeedImage(),
		models: waveSpeedModels,
		path: 'nodes/WaveSpeed/WaveSpeedImage.node.ts',
	},
] as const;
