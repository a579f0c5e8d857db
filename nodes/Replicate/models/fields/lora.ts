import type { DecimalField, LorasField, TextField } from '../../../shared/model';

const strength = { min: -1, max: 3, default: 1 };

export const lora = {
	kind: 'loras',
	name: 'lora_weights',
	label: 'LoRA',
	help: 'Empty means none',
	wire: { shape: 'single', scale: 'lora_scale' },
	strength,
	spelling: 'cog',
	level: 'first',
} as const satisfies LorasField;

export const extraLora = {
	kind: 'loras',
	name: 'extra_lora',
	label: 'Extra LoRA',
	help: 'A second LoRA, mixed with the first',
	wire: { shape: 'single', scale: 'extra_lora_scale' },
	strength,
	spelling: 'cog',
} as const satisfies LorasField;

/** Rules of the model itself: names with a dot are rejected, other links must end in .safetensors (providers.md 1.10). */
export const huggingFaceLora = {
	kind: 'loras',
	name: 'hf_lora',
	label: 'LoRA',
	help: 'Empty means none',
	wire: { shape: 'single', scale: 'lora_scale' },
	strength: { min: 0, max: 1, default: 0.8 },
	spelling: 'lucataco',
	level: 'first',
} as const satisfies LorasField;

/** Parallel lists of links and strengths, without a documented range (models.md 1.2). */
export const kleinLoras = {
	kind: 'loras',
	name: 'lora_weights',
	label: 'LoRAs',
	help: 'LoRAs trained for FLUX.2 klein of this size',
	wire: { shape: 'arrays', scale: 'lora_scales' },
	strength: { default: 1 },
	spelling: 'links',
	level: 'first',
} as const satisfies LorasField;

export const version = (pinned: string) =>
	({
		kind: 'text',
		role: 'version',
		name: 'version',
		label: 'Version',
		help: 'Another version of this model, as owner/name:version or the bare 64 characters',
		default: pinned,
		pattern: {
			source: '^(?:[\\w.-]+/[\\w.-]+:)?[0-9a-f]{64}$',
			says: 'owner/name:version, or the 64 characters of the version alone',
		},
	}) as const satisfies TextField;

export const triggerWords = {
	kind: 'text',
	role: 'trigger',
	name: 'triggerWords',
	label: 'Trigger Words',
	help: 'The words your model was trained on. Put before the prompt when the prompt does not hold them yet.',
	placeholder: 'e.g. TOK',
	level: 'first',
} as const satisfies TextField;

export const replicateWeights = {
	kind: 'text',
	role: 'weights',
	name: 'replicate_weights',
	label: 'Other Weights',
	help: 'Weights to use in place of those trained into the model: the link of any LoRA',
	placeholder: 'Paste a link',
} as const satisfies TextField;

export const bakedStrength = {
	kind: 'decimal',
	name: 'lora_scale',
	label: 'Strength',
	help: 'How strongly the training acts, from -1 to 3',
	min: -1,
	max: 3,
	default: 1,
} as const satisfies DecimalField;
