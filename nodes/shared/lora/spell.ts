import type { LoraSpelling } from '../model';
import { invalidInput, type Problem } from '../problem';
import { printed, type Reference } from './reference';

/** What keeps a LoRA from being loaded, and the one thing to do. */
export const refused = (what: string, why: string, next: string): Problem =>
	invalidInput(
		`The LoRA ${what} cannot be loaded: ${why}`,
		`${next} Nothing was sent to the provider.`,
	);

export const fileLink = (repo: string, file: string, revision = 'main') =>
	`https://huggingface.co/${repo}/resolve/${encodeURIComponent(revision)}/${file.split('/').map(encodeURIComponent).join('/')}`;

type Hub = Extract<Reference, { kind: 'hub' }>;

const OTHER_LOADERS = 'Choose FLUX Dev LoRA or FLUX Schnell LoRA, which load it.';

/** Lucataco's cuts a link to owner and name without dots, and takes the last part for a file in the root (providers.md 1.10). */
function lucatacoRepo(reference: Hub): string | Problem {
	const { repo, file, revision } = reference;
	const why = repo.includes('.')
		? 'this model reads no repo with a dot in its name'
		: file?.includes('/') === true
			? 'this model reads no file in a folder'
			: revision !== 'main'
				? 'this model reads no revision but main'
				: undefined;
	if (why !== undefined) return refused(printed(reference), why, OTHER_LOADERS);
	return file === undefined ? repo : fileLink(repo, file);
}

/** Only this form, with the file in the root, takes the token for private ones (models.md 2.3). */
function cogRepo({ repo, file, revision }: Hub): string {
	if (file === undefined && revision === 'main') return `huggingface.co/${repo}`;
	const plain = file !== undefined && revision === 'main' && /^[\w.-]+$/.test(file);
	return plain ? `huggingface.co/${repo}/${file}` : fileLink(repo, file ?? '', revision);
}

/** Whether the file must be known before a repo can be written. */
export const needsFile = ({ file, revision }: Hub, spelling: LoraSpelling) =>
	file === undefined && (spelling === 'links' || revision !== 'main');

function spelledHub(reference: Hub, spelling: LoraSpelling): string | Problem {
	const { repo, file, revision } = reference;
	if (file !== undefined && !/\.safetensors$/i.test(file)) {
		return refused(printed(reference), 'it is no .safetensors file', 'Give the link of one.');
	}
	if (spelling === 'lucataco') return lucatacoRepo(reference);
	if (spelling === 'cog') return cogRepo(reference);
	return file === undefined ? repo : fileLink(repo, file, revision);
}

type Civitai = Extract<Reference, { kind: 'civitai' }>;

function spelledCivitai({ version = '', link }: Civitai, spelling: LoraSpelling): string {
	const download = `https://civitai.com/api/download/models/${version}?type=Model&format=SafeTensor`;
	if (spelling === 'lucataco') return download;
	const query = link === undefined ? '' : new URL(link).search;
	if (query !== '' && link !== undefined) return link;
	// The number is the version's, although the text says models (models.md 2.3, rule 2).
	return spelling === 'cog' ? `https://civitai.com/models/${version}` : download;
}

const OTHER_FILE = /\.(?:bin|ckpt|gguf|h5|onnx|pt|pth|rar|7z)$/i;

/** What lucataco's code looks for in a link of another host (providers.md 1.10). */
const LUCATACO = /^https?:\/\/(?:.+\.safetensors$|replicate\.delivery\/.+\.tar$)/i;

function spelledLink(reference: Reference & { kind: 'link' }, spelling: LoraSpelling) {
	const { url } = reference;
	const name = url.replace(/[?#].*$/s, '');
	const archive = /\.(?:tar|zip)$/i.test(name) && spelling === 'repo';
	if (OTHER_FILE.test(name) || archive) {
		const why = archive
			? 'it is an archive, which only models at Replicate open'
			: 'it is no .safetensors file';
		return refused(printed(reference), why, 'Give a link to a .safetensors file.');
	}
	if (url.startsWith('data:') && spelling !== 'cog') {
		return refused('in the text', 'it is no link', 'Give a link to a .safetensors file.');
	}
	if (spelling !== 'lucataco' || LUCATACO.test(url)) return url;
	const why = 'this model reads only links that end in .safetensors, with nothing behind that';
	return refused(printed(reference), why, OTHER_LOADERS);
}

function spelledReplicate(
	reference: Reference & { kind: 'replicate' },
	spelling: LoraSpelling,
	weights: string | undefined,
): string | Problem {
	const { name, version } = reference;
	if (spelling === 'cog') return [name, version].filter(Boolean).join('/');
	if (spelling === 'lucataco' && weights !== undefined) return weights;
	const next =
		spelling === 'repo'
			? 'Run it at Replicate with FLUX Dev LoRA or My Fine-Tune, or give a link to its .safetensors file.'
			: 'Choose FLUX Dev LoRA or My Fine-Tune, which run it.';
	return refused(name, 'it is a model of Replicate, not a file', next);
}

/** A resolved reference as a model takes it, or why that model cannot load it and what can. */
export function spell(
	reference: Reference,
	spelling: LoraSpelling,
	weights?: string,
): string | Problem {
	switch (reference.kind) {
		case 'bare':
			return spelling === 'cog'
				? reference.name
				: spelledHub({ kind: 'hub', repo: reference.name, revision: 'main' }, spelling);
		case 'hub':
			return spelledHub(reference, spelling);
		case 'civitai':
			return spelledCivitai(reference, spelling);
		case 'replicate':
			return spelledReplicate(reference, spelling, weights);
		case 'link':
			return spelledLink(reference, spelling);
		case 'nothing':
			return refused(
				printed(reference),
				'it is no link and no name of a LoRA',
				'Paste the link of a page or file at Hugging Face, CivitAI or Replicate, or owner/name.',
			);
	}
}

/** Whether From List shows CivitAI's. */
export const takesCivitai = (spelling: LoraSpelling) =>
	spelling === 'cog' || spelling === 'lucataco';
