/**
 * Holds the built-in models against the providers' live schemas and prints what an upstream changed.
 * Buys nothing. Keys come from REPLICATE_API_TOKEN, FAL_KEY and WAVESPEED_API_KEY, each with an optional
 * …_BASE_URL; a provider without a key is left out. Ends with 1 when something differs.
 */
import { falAdapter } from '../nodes/Fal/fal';
import { falCatalog } from '../nodes/Fal/falCatalog';
import { falModels } from '../nodes/Fal/models/index';
import { replicateCatalog } from '../nodes/Replicate/replicateCatalog';
import { replicateModels } from '../nodes/Replicate/models/index';
import { replicateAdapter } from '../nodes/Replicate/replicate';
import { closeProcessAgents } from '../nodes/shared/net/agents';
import { askWithin } from '../nodes/shared/client/lookUp';
import { readDocument } from '../nodes/shared/live/document';
import type { Model } from '../nodes/shared/model';
import { openSession, type Service } from '../nodes/shared/client/service';
import { waveSpeedCatalog } from '../nodes/WaveSpeed/waveSpeedCatalog';
import { waveSpeedModels } from '../nodes/WaveSpeed/models/index';
import { waveSpeedAdapter } from '../nodes/WaveSpeed/waveSpeed';
import { differences } from './drift/compare';

const providers: readonly (Service & { readonly key: string; readonly word: string })[] = [
	{
		...{ provider: 'replicate', title: 'Replicate', credential: '', models: replicateModels },
		...{ adapter: replicateAdapter, catalog: replicateCatalog },
		...{ key: 'REPLICATE_API_TOKEN', word: 'REPLICATE' },
	},
	{
		...{ provider: 'fal', title: 'fal', credential: '', models: falModels },
		...{ adapter: falAdapter, catalog: falCatalog, key: 'FAL_KEY', word: 'FAL' },
	},
	{
		...{ provider: 'wavespeed', title: 'WaveSpeed', credential: '', models: waveSpeedModels },
		...{ adapter: waveSpeedAdapter, catalog: waveSpeedCatalog },
		...{ key: 'WAVESPEED_API_KEY', word: 'WAVESPEED' },
	},
];

/** Where a community model is pinned, that version is what is compared. */
function idOf({ endpoint = '', fields }: Model): string {
	const version = fields.find((field) => field.kind === 'text' && field.role === 'version');
	const pinned = version?.kind === 'text' ? version.default : undefined;
	return pinned ?? endpoint;
}

async function held(
	service: Service,
	apiKey: string,
	baseUrl: string | undefined,
): Promise<number> {
	const gateway =
		baseUrl === undefined ? {} : { useGateway: true, baseUrl, apiType: 'official' as const };
	const { session } = openSession(service, { apiKey, ...gateway }, () => {});
	let found = 0;
	for (const model of service.models.filter(({ endpoint }) => endpoint !== undefined)) {
		const lines = await service
			.catalog('official')
			.read(askWithin(session), idOf(model))
			.then((document) => differences(model, readDocument(document)))
			.catch((error: unknown) => [`could not be read: ${(error as Error).message}`]);
		found += lines.length;
		console.log(`${service.title} ${model.id}: ${lines.length === 0 ? 'as it was' : ''}`);
		for (const line of lines) console.log(`  ${line}`);
	}
	return found;
}

async function main(): Promise<void> {
	const asked = providers.filter(({ key }) => (process.env[key] ?? '') !== '');
	if (asked.length === 0) {
		console.log(`Set ${providers.map(({ key }) => key).join(', ')} or one of them.`);
		process.exitCode = 2;
		return;
	}
	let found = 0;
	for (const service of asked) {
		const base = process.env[`${service.word}_BASE_URL`];
		found += await held(service, process.env[service.key] ?? '', base === '' ? undefined : base);
	}
	await closeProcessAgents();
	process.exitCode = found === 0 ? 0 : 1;
}

void main();
