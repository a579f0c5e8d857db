import type { Lora } from '../input/loras';
import type { LorasField, Model } from '../model';
import { Problem } from '../problem';

/** How models and providers speak of weights they cannot load (models.md 2.3, providers.md 3.5). */
const ABOUT = /\blora|weights|safetensors|hugging ?face|civitai|trained_model/i;

const PRIVATE = /authori[sz]ation|401|403|forbidden|gated|private|api key/i;

/** The provider's own words speak of weights. */
export const isAboutLoras = ({ kind, message }: Problem): boolean =>
	(kind === 'taskFailed' || kind === 'rejected') && ABOUT.test(message);

/** A bare `owner/name` is a Hugging Face repository at most models, and a Replicate model at others. */
const BARE = /^[\w.-]+\/[\w.-]+$/;

function bareAdvice({ forms }: LorasField, loras: readonly Lora[]): string {
	const bare = loras.find(({ path }) => BARE.test(path))?.path;
	if (bare === undefined || !forms.includes('huggingface.co/owner/name')) return '';
	return ` "${bare}" is looked for at Replicate; if it lies on Hugging Face, write huggingface.co/${bare}.`;
}

/**
 * The same problem; when a LoRA could not be loaded, told so, with the spellings that this model takes:
 * the same text means different things to different models (models.md 2.3).
 */
export function withLoraAdvice(
	problem: Problem,
	{ name, fields, tokens }: Model,
	loras: readonly Lora[],
): Problem {
	const field = fields.find((one): one is LorasField => one.kind === 'loras');
	if (field === undefined || loras.length === 0 || !isAboutLoras(problem)) return problem;
	const token =
		tokens !== undefined && PRIVATE.test(problem.message)
			? ' For a private one enter the token of Hugging Face or CivitAI in the credential.'
			: '';
	return new Problem({
		...problem.facts(),
		message: `${problem.message.replace(/^The task failed/, 'The LoRA could not be loaded')}.${bareAdvice(field, loras)} ${name} takes: ${field.forms}`,
		nextStep: `Correct the path of the LoRA, then run the item again.${token}`,
	});
}
