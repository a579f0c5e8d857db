import type { LoraForm, ReplicateModel } from '../catalog/replicate';

export interface Lora {
	readonly path: string;
	readonly scale: number;
}

type Input = Readonly<Record<string, unknown>>;

const textAt = (input: Input, key: string): string | undefined => {
	const value = input[key];
	return typeof value === 'string' && value !== '' ? value : undefined;
};
const numberAt = (input: Input, key: string, fallback: number): number => {
	const value = input[key];
	return typeof value === 'number' ? value : fallback;
};

/** The LoRAs of an input, whatever the model calls them (models.md 0). */
export function lorasOf(id: string, model: ReplicateModel, input: Input): readonly Lora[] {
	const one = (key: string, scale: string, fallback: number): Lora[] => {
		const path = textAt(input, key);
		return path === undefined ? [] : [{ path, scale: numberAt(input, scale, fallback) }];
	};
	if (model.lora === 'lucataco') return one('hf_lora', 'lora_scale', 0.8);
	if (model.lora === 'urls') {
		const scales = Array.isArray(input['lora_scales']) ? input['lora_scales'] : [];
		const paths = Array.isArray(input['lora_weights']) ? input['lora_weights'] : [];
		return paths.map((path, i) => ({ path: String(path), scale: Number(scales[i] ?? 1) }));
	}
	const own =
		'replicate_weights' in model.input.properties
			? [
					{
						path: textAt(input, 'replicate_weights') ?? id,
						scale: numberAt(input, 'lora_scale', 1),
					},
				]
			: [];
	const strength = 'lora_strength' in model.input.properties ? 'lora_strength' : 'lora_scale';
	return [...own, ...one('lora_weights', strength, 1), ...one('extra_lora', 'extra_lora_scale', 1)];
}

// models.md 2.3
const lucataco = [
	/^[a-zA-Z0-9_-]+\/[a-zA-Z0-9_-]+$/,
	/^https:\/\/huggingface\.co\/.+\.safetensors$/,
	/^https:\/\/civitai\.com\/api\/download\/models\/[0-9]+\?type=Model&format=SafeTensor$/,
	/^https:\/\/replicate\.delivery\/.+\/trained_model\.tar$/,
	/^https?:\/\/.+\.safetensors$/,
];
const replicate = [
	/^(https?:\/\/)?huggingface\.co\/[^/]+\/[^/]+(\/[^/]+\.safetensors)?$/,
	/^(https?:\/\/)?civitai\.com\/models\/\d+(\/[^/?]+)?$/,
	/^https?:\/\/civitai\.com\/api\/download\/models\//,
	/^https:\/\/.+\.safetensors(\?.*)?$/,
	/^https:\/\/replicate\.delivery\/.+\.tar$/,
	/^data:/,
];
/** Models of Replicate that exist here; any other owner/name is looked up there and not found. */
const trained = /^(https:\/\/replicate\.com\/)?(fofr|sandbox|replicate)\/[\w.-]+(\/[\w/]+)?$/;

const fits = (forms: readonly RegExp[], path: string): boolean =>
	forms.some((form) => form.test(path));

/** Why a LoRA cannot be loaded, in the model's words. */
export function loraProblem(form: LoraForm | undefined, path: string): string | undefined {
	if (form === 'lucataco') {
		return fits(lucataco, path)
			? undefined
			: 'Invalid lora, must be either a: HuggingFace path, Replicate model.tar, CivitAI download link, or a URL ending in .safetensors';
	}
	if (form === 'urls') {
		return /^https?:\/\//.test(path)
			? undefined
			: `Failed to download weights: invalid URL '${path}'`;
	}
	if (fits(replicate, path) || trained.test(path)) return undefined;
	if (/^(https?:\/\/)?civitai\.com\//.test(path)) {
		return `Failed to parse CivitAI URL. Expected civitai.com/models/<id>[/<model-name>], but got: ${path}`;
	}
	if (/^[^/\s]+\/[^/\s]+(\/[^/\s]+)?$/.test(path)) {
		return `Failed to download weights: the Replicate model ${path} does not exist or you do not have access to it`;
	}
	return `Invalid weights location: ${path}`;
}
