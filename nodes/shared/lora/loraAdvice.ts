import type { Lora } from '../input/loras';
import type { Model } from '../model';
import { Problem } from '../problem';
import { printed, readReference } from './reference';

/** How models and providers speak of weights they cannot load (models.md 2.3, providers.md 3.5). */
const ABOUT = /\blora|weights|safetensors|hugging ?face|civitai|trained_model|weight_is_f8/i;

/** What cog-flux says of a LoRA that has no layer the model could use. */
const NO_LAYERS = /weight_is_f8/;

const PRIVATE = /authori[sz]ation|401|403|forbidden|gated|private|api key/i;

/** The provider's own words speak of weights. */
export const isAboutLoras = ({ kind, message }: Problem): boolean =>
	(kind === 'taskFailed' || kind === 'rejected') && ABOUT.test(message);

/** A bare name is a Hugging Face repository at most models, and a model of Replicate at BFL's. */
const isBareThere = ({ path, place }: Lora) =>
	place?.spelling === 'cog' && readReference(path).kind === 'bare';

const told = (lora: Lora): string => {
	const page = lora.page ?? printed(readReference(lora.path));
	return isBareThere(lora)
		? `${page}, looked for at Replicate: if it lies on Hugging Face, paste its page there`
		: page;
};

/** The same problem; when a LoRA could not be loaded, told so, with what was to be loaded. */
export function withLoraAdvice(
	problem: Problem,
	{ name, tokens }: Model,
	loras: readonly Lora[],
): Problem {
	if (loras.length === 0 || !isAboutLoras(problem)) return problem;
	if (NO_LAYERS.test(problem.message)) {
		return new Problem({
			...problem.facts(),
			message: `The LoRA holds no layer that ${name} could use. ${problem.message}`,
			nextStep: `Choose a LoRA that was trained for ${name}'s base; this one would fail again.`,
		});
	}
	const token =
		tokens !== undefined && PRIVATE.test(problem.message)
			? ' For a private one enter the token of Hugging Face or CivitAI in the credential.'
			: '';
	return new Problem({
		...problem.facts(),
		message: `${problem.message.replace(/^The task failed/, 'The LoRA could not be loaded')}. It was ${loras.map(told).join(' or ')}`,
		nextStep: `Open that page and paste the link of the file itself, or choose another LoRA, then run the item again.${token}`,
	});
}
