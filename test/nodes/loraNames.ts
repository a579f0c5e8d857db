export const frosting = 'alvdansen/frosting_lane_flux';
export const file = 'flux_dev_frostinglane_araminta_k.safetensors';
export const link = `https://huggingface.co/${frosting}/resolve/main/${file}`;
export const hash = 'a'.repeat(64);
export const download =
	'https://civitai.com/api/download/models/691639?type=Model&format=SafeTensor';
export const three = 'https://huggingface.co/sandbox/three-files-flux/resolve/main';
export const elsewhere = 'https://x.example/a.safetensors';
export const base = /is for .+ takes LoRAs for/;

export type Row = readonly [pasted: string, ...ends: ReadonlyArray<string | RegExp>];
