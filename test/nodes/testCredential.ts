import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import { builtModule, type ImageNode } from '../engine/harness';
import { spots, type SpotName } from '../engine/spots';
import type { Stage } from './stage';

interface Shell {
	readonly methods: {
		readonly credentialTest: {
			testKey(
				this: object,
				credential: { data: ICredentialDataDecryptedObject },
			): Promise<INodeCredentialTestResult>;
		};
	};
}

const files: Readonly<Record<ImageNode, readonly [string, string]>> = {
	replicateImage: ['nodes/Replicate/ReplicateImage.node', 'ReplicateImage'],
	falImage: ['nodes/Fal/FalImage.node', 'FalImage'],
	waveSpeedImage: ['nodes/WaveSpeed/WaveSpeedImage.node', 'WaveSpeedImage'],
};

/** The credential test, as n8n calls it: nothing of `this` is used. */
export async function testCredential(
	stage: Stage,
	spot: SpotName,
	typed: ICredentialDataDecryptedObject = {},
): Promise<INodeCredentialTestResult> {
	const [path, name] = files[spots[spot].node];
	const node = new (builtModule<Record<string, new () => Shell>>(path)[name])();
	const data = stage.credential(spot, typed);
	return await node.methods.credentialTest.testKey.call({}, { data });
}
