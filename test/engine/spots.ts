import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type { Sandbox, SiteName } from '../../sandbox';
import type { ImageNode } from './harness';

/** A node, and where it finds its provider. */
interface Spot {
	readonly node: ImageNode;
	readonly site: SiteName;
}

export const spots = {
	replicate: { node: 'replicateImage', site: 'replicate' },
	fal: { node: 'falImage', site: 'fal' },
	waveSpeed: { node: 'waveSpeedImage', site: 'waveSpeed' },
	'Replicate at a gateway': { node: 'replicateImage', site: 'gateway' },
	'fal at a gateway': { node: 'falImage', site: 'gateway' },
} as const satisfies Record<string, Spot>;

export type SpotName = keyof typeof spots;

export const allSpots = Object.keys(spots) as readonly SpotName[];
export const officialSpots = ['replicate', 'fal', 'waveSpeed'] as const;
export const gatewaySpots = ['Replicate at a gateway', 'fal at a gateway'] as const;

export const isOfficial = (spot: SpotName) => spots[spot].site !== 'gateway';

/** What a person types into a spot's credential to use the sandbox, and what a test changes of it. */
export function credentialAt(
	{ sites, cdn }: Sandbox,
	spot: SpotName,
	typed: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	const { baseUrl, key } = sites[spots[spot].site];
	return {
		apiKey: key,
		useGateway: true,
		baseUrl,
		apiType: isOfficial(spot) ? 'official' : 'automatic',
		allowedDownloadHosts: cdn.host,
		huggingFaceUrl: `${cdn.origin}/huggingface`,
		// As people paste it.
		civitaiUrl: `${cdn.origin}/civitai/`,
		...typed,
	};
}

/** What a task is named by at Get and Cancel. */
export const named = (spot: SpotName, taskId: unknown, model: unknown): IDataObject => ({
	taskId: String(taskId),
	...(spots[spot].node === 'falImage' && { taskModel: String(model) }),
});
