import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import { builtModule, type ImageNode } from '../engine/harness';
import { spots, type SpotName, type Stage } from '../nodes/stage';

interface Shell {
	readonly methods: {
		readonly credentialTest: {
			testKey(credential: {
				data: ICredentialDataDecryptedObject;
			}): Promise<INodeCredentialTestResult>;
		};
	};
}

const files: Readonly<Record<ImageNode, readonly [string, string]>> = {
	replicateImage: ['nodes/Replicate/ReplicateImage.node', 'ReplicateImage'],
	falImage: ['nodes/Fal/FalImage.node', 'FalImage'],
	waveSpeedImage: ['nodes/WaveSpeed/WaveSpeedImage.node', 'WaveSpeedImage'],
};

/** The credential test, as n8n calls it. */
export async function testCredential(
	stage: Stage,
	spot: SpotName,
	typed: ICredentialDataDecryptedObject = {},
): Promise<INodeCredentialTestResult> {
	const [path, name] = files[spots[spot].node];
	const node = new (builtModule<Record<string, new () => Shell>>(path)[name])();
	return await node.methods.credentialTest.testKey({ data: stage.credential(spot, typed) });
}

export const allSpots = Object.keys(spots) as readonly SpotName[];
export const officialSpots = ['replicate', 'fal', 'waveSpeed'] as const;

/** What a task is named by at Get and Cancel. */
export const named = (spot: SpotName, taskId: string, model: string) => ({
	taskId,
	...(spots[spot].node === 'falImage' && { taskModel: model }),
});
