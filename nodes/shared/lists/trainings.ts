import { firstText, objectOf } from '../wire/answer';
import type { Ask } from '../live/catalog';
import type { FoundLora } from './search';

/** What is kept of one training (models.md 5). */
interface Training {
	/** `owner/name` of the user's own model. */
	readonly model: string;
	readonly trigger?: string;
	readonly day: string;
}

function trainingIn(entry: unknown): Training | undefined {
	const { status, output, input, completed_at: done } = objectOf(entry);
	const { version } = objectOf(output);
	if (status !== 'succeeded' || typeof version !== 'string') return undefined;
	const [model] = version.split(':');
	if (!/^[\w.-]+\/[\w.-]+$/.test(model)) return undefined;
	return {
		model,
		trigger: firstText(objectOf(input).trigger_word),
		day: typeof done === 'string' ? done.slice(0, 10) : '',
	};
}

const listed = ({ model, trigger, day }: Training): FoundLora => ({
	name: `${model} (${['my training', ...(trigger === undefined ? [] : [`trigger word ${trigger}`]), ...(day === '' ? [] : [day])].join(', ')})`,
	value: model,
	url: `https://replicate.com/${model}`,
});

/** The user's own trainings at Replicate, newest first; a model trained several times stands once. */
export async function ownTrainings(ask: Ask, words: string): Promise<readonly FoundLora[]> {
	const all = await ask({ service: 'api', method: 'GET', path: '/trainings' }, (body) => {
		const { results } = objectOf(body);
		return (Array.isArray(results) ? (results as unknown[]) : [])
			.map(trainingIn)
			.filter((one) => one !== undefined);
	});
	const wanted = words.toLowerCase();
	const fitting = all.filter(({ model, trigger = '' }) =>
		`${model} ${trigger}`.toLowerCase().includes(wanted),
	);
	return [...new Map(fitting.map((one) => [one.model, one] as const).reverse()).values()]
		.reverse()
		.map(listed);
}
