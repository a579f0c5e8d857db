import type { ChoiceField, ImageField, JsonField, TextField } from '../../../shared/model';

/** Another parameter than `endpoint`: n8n keeps a value when the model is switched, and this one is no text. */
export const ownModel = {
	kind: 'text',
	role: 'endpoint',
	name: 'ownModel',
	label: 'Your Model',
	help: 'The model you trained, as owner/name:version, or owner/name where Replicate runs it without a version',
	placeholder: 'e.g. your-name/your-model:5f1c…',
	required: true,
	lists: 'trainings',
	pattern: {
		source: '^[\\w.-]+/[\\w.-]+(?::[0-9a-f]{64})?$',
		says: 'owner/name or owner/name:version, without the address of the site',
	},
	level: 'first',
} as const satisfies TextField;

export const anyModel = {
	kind: 'text',
	role: 'endpoint',
	name: 'endpoint',
	label: 'Model to Run',
	help: 'The owner/name of an official model, owner/name:version of any other, or the bare version',
	placeholder: 'e.g. black-forest-labs/flux-krea-dev',
	required: true,
	pattern: {
		source: '^(?:[\\w.-]+/[\\w.-]+(?:/[\\w.-]+)?(?::[0-9a-f]{64})?|[0-9a-f]{64})$',
		says: 'owner/name, owner/name:version or a bare version, without the address of the site',
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

export const mask = {
	kind: 'image',
	name: 'mask',
	label: 'Mask',
	help: 'White where the start image is painted anew, black where it stays: a URL, or the name of a binary field of the item',
	placeholder: 'e.g. mask',
} as const satisfies ImageField;

/** The wire name is `model`, inside the collection of Image Options. */
export const baseModel = {
	kind: 'choice',
	name: 'model',
	label: 'Base Model',
	help: 'Dev is better with 28 steps, schnell faster with 4',
	choices: [
		{ value: 'dev', label: 'Dev' },
		{ value: 'schnell', label: 'Schnell' },
	],
	default: 'dev',
} as const satisfies ChoiceField;
