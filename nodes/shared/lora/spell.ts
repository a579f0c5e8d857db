import type { LoraSpelling } from '../model';
import type { LoraCard } from './card';

const resolveUrl = (repo: string, file: string) =>
	`https://huggingface.co/${repo}/resolve/main/${file.split('/').map(encodeURIComponent).join('/')}`;

/** A repo of a training holds one file a step. */
const FILES = 6;

const depth = (file: string) => file.split('/').length;

/** A LoRA as a model takes it, and which of its repo's files that is where there are several. */
export interface Spelled {
	readonly value: string;
	readonly file?: string;
}

function huggingFace(
	repo: string,
	spelling: LoraSpelling,
	file: string | undefined,
	named: string | undefined,
): string | undefined {
	switch (spelling) {
		case 'cog':
			// Only this form, with the file in the root, takes the token for private ones (models.md 2.3).
			if (named === undefined) return `huggingface.co/${repo}`;
			return named.includes('/') ? resolveUrl(repo, named) : `huggingface.co/${repo}/${named}`;
		case 'lucataco':
			if (named === undefined && /^[\w-]+\/[\w-]+$/.test(repo)) return repo;
			return file === undefined ? undefined : resolveUrl(repo, file);
		case 'links':
			return file === undefined ? undefined : resolveUrl(repo, file);
		case 'repo':
			return named === undefined ? repo : resolveUrl(repo, named);
	}
}

/** None needs to be named where a repo holds exactly one, in its root; which of several is meant only the user knows. */
function fromHub({ name: repo, files }: LoraCard, spelling: LoraSpelling): readonly Spelled[] {
	if (files?.length === 0) return [];
	const [only] = files ?? [];
	if (files === undefined || (files.length === 1 && depth(only) === 1)) {
		const value = huggingFace(repo, spelling, only, undefined);
		return value === undefined ? [] : [{ value }];
	}
	const sorted = [...files].sort((a, b) => depth(a) - depth(b)).slice(0, FILES);
	return sorted.flatMap((file) => {
		const value = huggingFace(repo, spelling, file, file);
		return value === undefined ? [] : [{ value, ...(files.length > 1 ? { file } : {}) }];
	});
}

function fromCivitai({ versionId }: LoraCard, spelling: LoraSpelling): readonly Spelled[] {
	if (versionId === undefined) return [];
	// The number is the version's, although the text says models (models.md 2.3, rule 2).
	if (spelling === 'cog') return [{ value: `https://civitai.com/models/${versionId}` }];
	if (spelling !== 'lucataco') return [];
	const query = 'type=Model&format=SafeTensor';
	return [{ value: `https://civitai.com/api/download/models/${versionId}?${query}` }];
}

/**
 * A LoRA in the form that a model takes (models.md 2.3), once a file where its repo holds several; empty
 * where there is no such form, or where the list does not tell the file that it needs.
 */
export const spelled = (card: LoraCard, spelling: LoraSpelling): readonly Spelled[] =>
	card.source === 'Hugging Face' ? fromHub(card, spelling) : fromCivitai(card, spelling);

/** Whether a model with this spelling loads anything from CivitAI. */
export const takesCivitai = (spelling: LoraSpelling) =>
	spelling === 'cog' || spelling === 'lucataco';

/** Where a path's card lies; undefined for what no public list knows. */
export function cardPlace(
	path: string,
	spelling: LoraSpelling,
): { readonly repo: string } | { readonly versionId: string } | undefined {
	const bare = path.trim().replace(/^https?:\/\//i, '');
	const hub = /^huggingface\.co\/([\w.-]+\/[\w.-]+)(?:[/?#]|$)/i.exec(bare);
	if (hub !== null) return { repo: hub[1] };
	const version =
		/^civitai\.com\/(?:api\/download\/)?models\/(\d+)/i.exec(bare) ??
		/[?&]modelVersionId=(\d+)/.exec(bare);
	if (version !== null) return { versionId: version[1] };
	// At BFL-style inputs a bare owner/name is a model of Replicate (models.md 2.3).
	const repo = spelling !== 'cog' && /^[\w.-]+\/[\w.-]+$/.test(path.trim());
	return repo ? { repo: path.trim() } : undefined;
}
