import type { ChoiceField, JsonField, TextField, ToggleField } from '../../../shared/model';

export const safetyChecker = {
	kind: 'toggle',
	name: 'enable_safety_checker',
	label: 'Safety Checker',
	help: 'Whether to check the images. Flagged ones come back black. Most accounts may not switch it off.',
	default: true,
} as const satisfies ToggleField;

/** models.md 1.1 */
export const resolutionMode = {
	kind: 'choice',
	name: 'resolution_mode',
	label: 'Shape',
	help: 'Shape of the image',
	choices: [
		{ value: 'match_input', label: 'Same as the Start Image' },
		{ value: 'auto', label: 'Automatic' },
		...['1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21'].map(
			(value) => ({ value, label: value }),
		),
	],
	default: 'match_input',
} as const satisfies ChoiceField;

export const syncMode = {
	kind: 'toggle',
	name: 'sync_mode',
	label: 'Keep Out of the Request History',
	help: 'Whether to get the images inside the answer instead of as links that stay at fal. The answer is kept for 6 minutes only.',
	default: false,
} as const satisfies ToggleField;

export const promptExpansion = {
	kind: 'toggle',
	name: 'enable_prompt_expansion',
	label: 'Expand the Prompt',
	help: 'Whether to let fal write more detail into the prompt',
	default: false,
} as const satisfies ToggleField;

export const anyModel = {
	kind: 'text',
	role: 'endpoint',
	name: 'endpoint',
	label: 'Endpoint',
	help: 'The model as its page at fal.ai names it',
	placeholder: 'e.g. fal-ai/flux-kontext-lora',
	required: true,
	pattern: {
		source: '^[\\w.-]+(?:/[\\w.-]+)+$',
		says: 'an endpoint such as fal-ai/flux-lora, without the address of the site',
	},
	level: 'first',
} as const satisfies TextField;

export const freeInput = {
	kind: 'json',
	role: 'input',
	name: 'input',
	label: 'Input (JSON)',
	help: 'The whole input as the page of the model describes it. Images go in as URLs.',
	required: true,
	default: '{\n  "prompt": ""\n}',
	level: 'first',
} as const satisfies JsonField;
