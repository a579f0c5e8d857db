import { hash, download, elsewhere, base, type Row } from './loraNames';

/** What is sent, or the words of the refusal: at BFL's, Lucataco's, fal and WaveSpeed. */
export const otherRows: readonly Row[] = [
	[
		'https://civitai.com/models/618692/velvet-night',
		'https://civitai.com/models/691639',
		download,
		download,
	],
	[
		'https://civitai.red/models/618692/velvet-night',
		'https://civitai.com/models/691639',
		download,
		download,
	],
	[
		'civitai.green/models/618692/velvet-night?x=1',
		'https://civitai.com/models/691639',
		download,
		download,
	],
	[
		'https://civitai.com/models/618692?modelVersionId=691639',
		'https://civitai.com/models/691639',
		download,
		download,
	],
	['https://civitai.com/models/618692/velvet?modelVersionId=600000', base, base, base],
	[
		'https://civitai.com/api/download/models/691639',
		'https://civitai.com/models/691639',
		download,
		download,
	],
	[`${download}`, download, download, download],
	[
		'urn:air:flux1:lora:civitai:618692@691639',
		'https://civitai.com/models/691639',
		download,
		download,
	],
	['air:flux1:lora:civitai:618692', 'https://civitai.com/models/691639', download, download],
	['https://civitai.com/models/618692', 'https://civitai.com/models/691639', download, download],
	[
		'https://civitai.com/models/691639',
		'https://civitai.com/models/691639',
		/knows none by that number/,
		/knows none by that number/,
	],
	[
		'https://civitai.com/models/700001',
		/Paste one of these: https:\/\/civitai\.com\/models\/700001 https:\/\/civitai\.com\/models\/700002\?modelVersionId=700001/,
		/there are: SDXL 1\.0/,
		/there are: SDXL 1\.0/,
	],
	[
		'https://civitai.com/models/700001/sepia',
		/there are: SDXL 1\.0/,
		/there are: SDXL 1\.0/,
		/there are: SDXL 1\.0/,
	],
	['https://civitai.com/models/700003/early', /it is gated/, /it is gated/, /it is gated/],
	[
		'https://civitai.com/models/999999/none',
		/knows none by that number/,
		/knows none by that number/,
		/knows none by that number/,
	],
	[
		'https://civitai.com/user/sandbox',
		/no link and no name/,
		/no link and no name/,
		/no link and no name/,
	],
	[
		'https://replicate.com/sandbox/my-fine-tune',
		'sandbox/my-fine-tune',
		'https://replicate.delivery/sandbox/trained_model.tar',
		/a model of Replicate/,
	],
	[
		`sandbox/my-fine-tune:${hash}`,
		`sandbox/my-fine-tune/${hash}`,
		'https://replicate.delivery/sandbox/trained_model.tar',
		/a model of Replicate/,
	],
	[
		`https://replicate.com/fofr/flux-black-light/versions/${hash}`,
		`fofr/flux-black-light/${hash}`,
		/a model of Replicate/,
		/a model of Replicate/,
	],
	[
		'https://replicate.delivery/x/trained_model.tar',
		'https://replicate.delivery/x/trained_model.tar',
		'https://replicate.delivery/x/trained_model.tar',
		/it is an archive/,
	],
	[elsewhere, elsewhere, elsewhere, elsewhere],
	[`${elsewhere}?sig=1`, `${elsewhere}?sig=1`, /nothing behind that/, `${elsewhere}?sig=1`],
	[
		'https://x.example/lora.ckpt?a=b',
		/no \.safetensors file/,
		/no \.safetensors file/,
		/no \.safetensors file/,
	],
	['not a path', /no link and no name/, /no link and no name/, /no link and no name/],
];
