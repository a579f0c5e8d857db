import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { falCatalog } from '../../nodes/Fal/falCatalog';
import { replicateCatalog } from '../../nodes/Replicate/replicateCatalog';
import { waveSpeedCatalog } from '../../nodes/WaveSpeed/waveSpeedCatalog';
import type { Ask, ModelCatalog } from '../../nodes/shared/modelCatalog';
import { readDocument, type LiveModel } from '../../nodes/shared/live/document';

export type ProviderFolder = 'replicate' | 'fal' | 'wavespeed';

/** One answer of a provider's catalogue: what its API gives for one model. */
export interface Recorded {
	readonly name: string;
	readonly provider: ProviderFolder;
	readonly body: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** Recorded answers of the real APIs, beside the checkout; a few people have them. */
const shared = process.env.SHARED_SCHEMAS ?? join(__dirname, '../../../shared/schemas');

/** Our own transcriptions: structure, names, types and bounds; the words are ours. */
const ours = join(__dirname, 'fixtures');

function readAll(folder: string): readonly Recorded[] {
	if (!existsSync(folder)) return [];
	return (['replicate', 'fal', 'wavespeed'] as const).flatMap((provider) =>
		readdirSync(join(folder, provider)).map((file) => ({
			name: `${provider}/${file.replace(/\.json$/, '')}`,
			provider,
			body: JSON.parse(readFileSync(join(folder, provider, file), 'utf8')) as unknown,
		})),
	);
}

export const sharedSchemas = readAll(shared);
export const fixtures = readAll(ours);

/** The endpoint that a fal document is about; a trimmed one names none. */
function falId(body: Json): string {
	const paths = Object.entries((body.paths ?? {}) as Record<string, Json>);
	const posted = paths.find(([, methods]) => 'post' in methods)?.[0];
	return posted?.slice(1) ?? 'fal-ai/trimmed';
}

const CATALOGS: Readonly<Record<ProviderFolder, ModelCatalog>> = {
	replicate: replicateCatalog('official'),
	fal: falCatalog('official'),
	wavespeed: waveSpeedCatalog('official'),
};

interface Wrapped {
	readonly id: string;
	readonly answer: unknown;
}

/** The recorded model as the list or the call that a catalog asks for wraps it. */
function wrapped({ provider, body }: Recorded): Wrapped {
	const about = body as Json;
	if (provider === 'replicate') {
		const version = (about.latest_version as Json).id;
		return { id: `${String(about.owner)}/${String(about.name)}:${String(version)}`, answer: body };
	}
	if (provider === 'wavespeed') {
		return { id: String(about.model_id), answer: { code: 200, data: [body] } };
	}
	const id = falId(about);
	return { id, answer: { models: [{ endpoint_id: id, openapi: body }] } };
}

/** Reads a recorded model by the provider's own reader. */
export async function liveOf(recorded: Recorded): Promise<LiveModel> {
	const { id, answer } = wrapped(recorded);
	const ask: Ask = async (_request, pick) => await Promise.resolve(pick(answer));
	return readDocument(await CATALOGS[recorded.provider].read(ask, id));
}
