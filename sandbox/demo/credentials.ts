import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { CredentialMap } from '../runner/credentials';
import type { Service } from './arguments';

/** What the demo needs of a sandbox site: where it is and which key it takes. */
export interface Site {
	readonly baseUrl: string;
	readonly key: string;
}

export interface Sites {
	readonly replicate: Site;
	readonly fal: Site;
	readonly waveSpeed: Site;
	readonly gateway: Site;
}

/** What a person would type into each credential to use the sandbox. */
export function sandboxCredentials(sites: Sites, downloadHost: string): CredentialMap {
	const typed = ({ baseUrl, key }: Site, apiType: string): ICredentialDataDecryptedObject => ({
		apiKey: key,
		useGateway: true,
		baseUrl,
		apiType,
		allowedDownloadHosts: downloadHost,
		huggingFaceUrl: `http://${downloadHost}/huggingface`,
		civitaiUrl: `http://${downloadHost}/civitai`,
	});
	return {
		replicateImageApi: typed(sites.replicate, 'official'),
		falImageApi: typed(sites.fal, 'official'),
		waveSpeedImageApi: typed(sites.waveSpeed, 'official'),
		// The names that the examples of gateways carry.
		'Gateway (Replicate)': typed(sites.gateway, 'gateway'),
		'Gateway (fal.ai)': typed(sites.gateway, 'gateway'),
	};
}

/** The environment's variables are this word and `_BASE_URL`, `_DOWNLOAD_HOSTS`. */
const variables = {
	replicate: { type: 'replicateImageApi', key: 'REPLICATE_API_TOKEN', word: 'REPLICATE' },
	fal: { type: 'falImageApi', key: 'FAL_KEY', word: 'FAL' },
	wavespeed: { type: 'waveSpeedImageApi', key: 'WAVESPEED_API_KEY', word: 'WAVESPEED' },
} as const satisfies Record<Service, { type: string; key: string; word: string }>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Credentials of real providers, from the environment. */
export function liveCredentials(live: readonly Service[], environment: Environment): CredentialMap {
	return Object.fromEntries(live.map((service) => fromEnvironment(service, environment)));
}

function fromEnvironment(
	service: Service,
	environment: Environment,
): [string, ICredentialDataDecryptedObject] {
	const { type, key, word } = variables[service];
	const apiKey = environment[key];
	if (!apiKey) throw new Error(`--live ${service} needs the key in ${key}`);
	const baseUrl = environment[`${word}_BASE_URL`];
	if (!baseUrl) return [type, { apiKey }];
	const allowedDownloadHosts = environment[`${word}_DOWNLOAD_HOSTS`] ?? '';
	return [type, { apiKey, useGateway: true, baseUrl, apiType: 'automatic', allowedDownloadHosts }];
}
