/** What a model file declares. Imports nothing. */

interface Common {
	/** The wire name, and the n8n parameter's name. */
	readonly name: string;
	readonly label: string;
	readonly help: string;
	readonly placeholder?: string;
	readonly required?: boolean;
	/** Absent: under Image Options, sent only when the user adds it. `first`: on the form, always sent. */
	readonly level?: 'first';
}

interface Range {
	readonly min?: number;
	readonly max?: number;
	/** The upstream's default: shown in the form; sent only on the first level. */
	readonly default?: number;
}

export interface TextField extends Common {
	readonly kind: 'text';
	readonly rows?: number;
	readonly default?: string;
	/**
	 * `prompt` takes the trigger words; `version` is the Replicate version and no model input; `endpoint` names
	 * what to run; `trigger` holds trigger words of a model that has its LoRA inside, and is not sent; `weights`
	 * names a LoRA as `lora_weights` does.
	 */
	readonly role?: 'prompt' | 'version' | 'endpoint' | 'trigger' | 'weights';
	/** The user's own trainings can be chosen from a list. */
	readonly lists?: 'trainings';
	/** What a valid text looks like, with the words for the error; sources of regular expressions stay data. */
	readonly pattern?: { readonly source: string; readonly says: string };
}

export interface IntegerField extends Common, Range {
	readonly kind: 'integer';
	/** The number of pictures asked for. */
	readonly role?: 'count';
	/** Shown, and sent, only while another first-level field has one of these values. */
	readonly when?: { readonly field: string; readonly is: readonly string[] };
}

export interface DecimalField extends Common, Range {
	readonly kind: 'decimal';
}

export interface ToggleField extends Common {
	readonly kind: 'toggle';
	readonly default: boolean;
}

export interface Choice {
	readonly value: string;
	readonly label: string;
}

export interface ChoiceField extends Common {
	readonly kind: 'choice';
	readonly choices: readonly Choice[];
	readonly default: string;
}

/** Empty means random: nothing is sent. */
export interface SeedField extends Common {
	readonly kind: 'seed';
	readonly min?: number;
	readonly max?: number;
}

/** Named sizes, and Custom with `customWidth` and `customHeight` beside it. */
export interface SizeField extends Common {
	readonly kind: 'size';
	/** `object` sends `{width, height}` for Custom (fal), `star` sends `"W*H"` (WaveSpeed). */
	readonly wire: 'object' | 'star';
	/** A value of `''` means "not sent": the provider decides, e.g. from the start image. */
	readonly choices: readonly Choice[];
	readonly default: string;
	/** Pixels a side, for Custom. */
	readonly min: number;
	readonly max: number;
}

/** A URL, a `data:` URI, or the name of a binary field of the item. `many` sends an array (comma separated in the form). */
export interface ImageField extends Common {
	readonly kind: 'image';
	readonly many?: { readonly max: number };
}

/** What a LoRA must have been made for. */
export type LoraFamily = 'flux1' | 'kontext' | 'krea' | 'flux2' | 'klein4b' | 'klein9b';

/**
 * How a model reads the text that names a LoRA (models.md 2.3): BFL's at Replicate, lucataco's, links alone,
 * or a Hugging Face repo and any link to a file.
 */
export type LoraSpelling = 'cog' | 'lucataco' | 'links' | 'repo';

/** One or more LoRAs; see the five wire shapes in models.md section 0. */
export interface LorasField extends Common {
	readonly kind: 'loras';
	readonly wire:
		/** `name: [{path, scale}]` (fal, WaveSpeed). */
		| { readonly shape: 'list'; readonly max?: number }
		/** `name: "path"` and `scale: number` (Replicate); `scale` is the strength's wire name. */
		| { readonly shape: 'single'; readonly scale: string }
		/** `name: ["path"]` and `scale: [number]` (Replicate, klein). */
		| { readonly shape: 'arrays'; readonly scale: string; readonly max?: number };
	/** The strength's range, where the upstream has one, and the upstream's default. */
	readonly strength: { readonly min?: number; readonly max?: number; readonly default: number };
	/** How what people paste or choose from a list is written here. */
	readonly spelling: LoraSpelling;
}

/** JSON, an object unless `holds` says otherwise; for custom models the whole input (`role: 'input'`). */
export interface JsonField extends Common {
	readonly kind: 'json';
	readonly holds?: 'object' | 'list' | 'any';
	readonly default?: string;
	readonly role?: 'input';
}

export type Field =
	| TextField
	| IntegerField
	| DecimalField
	| ToggleField
	| ChoiceField
	| SeedField
	| SizeField
	| ImageField
	| LorasField
	| JsonField;

export interface Model {
	/** The value of the `model` parameter. */
	readonly id: string;
	/** What to run; absent where a field of role `endpoint` says it. */
	readonly endpoint?: string;
	readonly name: string;
	/** One line for the model list: what it is good at and what it costs in time. */
	readonly summary: string;
	readonly docs: string;
	/** How long a picture usually takes, from acceptance to done. */
	readonly seconds: number;
	/** A sentence shown below the model when the choice costs or surprises. */
	readonly notice?: string;
	/** Which LoRAs fit. */
	readonly family?: LoraFamily;
	/** Credential tokens this model takes as secret inputs: wire name -> credential field. */
	readonly tokens?: Readonly<Record<string, 'huggingFaceToken' | 'civitaiToken'>>;
	readonly fields: readonly Field[];
}

/** Keeps literal types while checking the shape. */
export function defineModel<const M extends Model>(model: M): M {
	return model;
}
