import type { Lora } from './loras';
import type { Field, Model } from '../model';
import { partOf, type InputImages, type Raw } from './parts';
import { invalidInput } from '../problem';
import { withTriggerWords } from './prompt';
import type { Target } from '../task';
import { isSet } from './values';

export interface Input {
	readonly target: Target;
	/** What goes to the provider, the images still missing. */
	readonly wire: Record<string, unknown>;
	readonly images: readonly InputImages[];
	readonly loras: readonly Lora[];
	/** As sent, trigger words included; null where the model's input is free JSON without one. */
	readonly prompt: string | null;
	/** The words given for a model that has its LoRA inside, null when none are; absent for other models. */
	readonly ownWords?: string | null;
	/** Pictures asked for. */
	readonly count: number;
	/** The seed is the node's own, and the next order of the same input has another. */
	readonly drawnSeed?: true;
	/**
	 * What the provider takes for an input that is not sent, by its own documentation; absent where nobody
	 * tells it (a free JSON input).
	 */
	readonly assumed?: Readonly<Record<string, unknown>>;
	/** Inputs that were left out, may drive the price, and whose default nobody tells. */
	readonly openDrivers?: readonly string[];
	/** What the row says beside the provider's own details. */
	readonly remarks?: Readonly<Record<string, string>>;
}

/** What one item orders, read and checked. */
export interface Wanted {
	readonly model: Model;
	readonly input: Input;
}

/** The n8n parameters that stand for a field. */
function namesOf(field: Field): string[] {
	if (field.kind === 'size') return [field.name, 'customWidth', 'customHeight'];
	if (field.kind !== 'loras') return [field.name];
	if (field.wire.shape !== 'single') return ['lorasMode', 'loras', 'lorasJson'];
	const words = field.level === 'first' ? 'triggerWords' : 'extraTriggerWords';
	return [field.name, field.wire.scale, words];
}

/** The first-level parameters of a model's form, besides its collection `options`. */
export function parameterNames(model: Model): readonly string[] {
	return model.fields.filter(({ level }) => level === 'first').flatMap(namesOf);
}

function refuseForeign(model: Model, raw: Raw): void {
	const known = new Set(model.fields.flatMap(namesOf));
	const foreign = Object.keys(raw).find((name) => !known.has(name) && isSet(raw[name]));
	if (foreign === undefined) return;
	throw invalidInput(
		`${model.name} has no input "${foreign}"`,
		'Remove it, or use the custom model, whose input is free.',
	);
}

/** The upstream's documented defaults; an empty one means that the upstream decides. */
export function assumedBy({ fields }: Model): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		fields.flatMap((field) => {
			if (field.kind === 'seed') return field.min === -1 ? [[field.name, -1]] : [];
			const value = field.kind !== 'json' && 'default' in field ? field.default : undefined;
			return value === undefined || value === '' ? [] : [[field.name, value]];
		}),
	);
}

const isFree = ({ fields }: Model): boolean =>
	fields.some((field) => field.kind === 'json' && field.role === 'input');

/** FLUX.2 reads a prompt that is JSON (its makers' prompting guide). */
const isStructured = ({ family = 'flux1' }: Model) => /flux2|klein/.test(family);

/** One item's parameters as the provider wants them. Throws a `Problem` that names the field. */
export function parseInput(model: Model, raw: Raw): Input {
	refuseForeign(model, raw);
	const parts = model.fields.map((field) => partOf(field, raw, isStructured(model)));
	const wire: Record<string, unknown> = Object.assign({}, ...parts.map((part) => part.wire));
	const loras = parts.flatMap((part) => part.loras ?? []);
	const words = [...loras.map((lora) => lora.triggerWords), ...parts.map((p) => p.triggerWords)];
	const field = model.fields.find((one) => one.kind === 'text' && one.role === 'prompt')?.name;
	const given = wire[field ?? 'prompt'];
	if (field !== undefined && typeof given === 'string') {
		wire[field] = withTriggerWords(
			given,
			words.map((phrase) => phrase || null),
		);
	}
	const prompt = wire[field ?? 'prompt'];
	const own = parts.find((part) => part.triggerWords !== undefined)?.triggerWords;
	const version = parts.find((part) => part.version !== undefined)?.version;
	const endpoint = parts.find((part) => part.endpoint !== undefined)?.endpoint ?? model.endpoint;
	return {
		target:
			version === undefined ? { endpoint: endpoint ?? '' } : { endpoint: endpoint ?? '', version },
		wire,
		images: parts.flatMap((part) => part.images ?? []),
		loras,
		prompt: typeof prompt === 'string' ? prompt : null,
		...(own === undefined ? {} : { ownWords: own === '' ? null : own }),
		count: parts.find((part) => part.count !== undefined)?.count ?? 1,
		...(isFree(model) ? {} : { assumed: assumedBy(model) }),
	};
}
