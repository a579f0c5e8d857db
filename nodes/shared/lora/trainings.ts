import { firstText, objectOf } from '../wire/answer';
import type { Ask } from '../modelCatalog';
import type { LoraSpelling } from '../model';
import type { FoundLora } from './search';

/** What is kept of one training (models.md 5). */
export interface Training {
	/** `owner/name` of the user's own model. */
	readonly model: string;
	/** `owner/name:hash`. */
	readonly version: string;
	/** Its trained_model.tar. */
	readonly weights?: string;
	readonly trigger?: string;
	readonly day: string;
}

function trainingIn(entry: unknown): Training | undefined {
	const { status, output, input, completed_at: done } = objectOf(entry);
	const { version, weights } = objectOf(output);
	if (status !== 'succeeded' || typeof version !== 'string') return undefined;
	const [model] = version.split(':');
	if (!/^[\w.-]+\/[\w.-]+$/.test(model)) return undefined;
	return {
		model,
		version,
		weights: firstText(weights),
		trigger: firstText(objectOf(input).trigger_word),
		day: typeof done === 'string' ? done.slice(0, 10) : '',
	};
}

/** The user's own trainings at Replicate that made a model, newest first. */
async function trainings(ask: Ask): Promise<readonly Training[]> {
	return await ask({ service: 'api', method: 'GET', path: '/trainings' }, (body) => {
		const { results } = objectOf(body);
		return (Array.isArray(results) ? (results as unknown[]) : [])
			.map(trainingIn)
			.filter((one) => one !== undefined);
	});
}

/** Only BFL-style inputs take the model's name; lucataco's take its archive (models.md 2.3). */
function valueOf({ model, weights }: Training, spelling: LoraSpelling): string | undefined {
	if (spelling === 'cog') return model;
	const archive = /^https:\/\/replicate\.delivery\/.+\.tar$/.test(weights ?? '');
	return spelling === 'lucataco' && archive ? weights : undefined;
}

function listed({ model, trigger, day }: Training, value: string | undefined): FoundLora[] {
	if (value === undefined) return [];
	const words = trigger === undefined ? [] : [`trigger word ${trigger}`];
	const about = ['my training', ...words, ...(day === '' ? [] : [day])].join(', ');
	return [{ name: `${model} (${about})`, value, url: `https://replicate.com/${model}` }];
}

async function fittingTrainings(ask: Ask, words: string): Promise<readonly Training[]> {
	const wanted = words.toLowerCase();
	return (await trainings(ask)).filter(({ model, trigger = '' }) =>
		`${model} ${trigger}`.toLowerCase().includes(wanted),
	);
}

/** The models that trainings made, each training with the version it made, so that it stays what it is. */
export async function ownModels(ask: Ask, words: string): Promise<readonly FoundLora[]> {
	return (await fittingTrainings(ask, words)).flatMap((one) => listed(one, one.version));
}

/** Own trainings as a model takes them; a model trained several times stands once. */
export async function ownTrainings(
	ask: Ask,
	words: string,
	spelling: LoraSpelling,
): Promise<readonly FoundLora[]> {
	const fitting = await fittingTrainings(ask, words);
	const newest = new Map(fitting.map((one) => [one.model, one] as const).reverse());
	return [...newest.values()].reverse().flatMap((one) => listed(one, valueOf(one, spelling)));
}

/** `owner/name`, with or without a version behind it. */
const MODEL = /^(?:https?:\/\/)?(?:replicate\.com\/)?([\w-]+\/[\w.-]+?)(?:[:/].*)?$/;

/** The newest own training behind a path; undefined when there is none. */
export async function trainingOf(ask: Ask, path: string): Promise<Training | undefined> {
	const model = MODEL.exec(path)?.[1];
	return (await trainings(ask)).find((one) => one.weights === path || one.model === model);
}
