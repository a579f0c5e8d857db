import type { LoraSpelling } from '../model';
import type { LoraCard } from './card';

const resolveUrl = (repo: string, file: string) =>
	`https://huggingface.co/${repo}/resolve/main/${file.split('/').map(encodeURIComponent).join('/')}`;

/** The file to name: none is needed where a repo holds exactly one, in its root. */
function fileOf({ files }: LoraCard): string | undefined {
	if (files.length === 1 && !files[0].includes('/')) return undefined;
	return [...files].sort((a, b) => a.split('/').length - b.split('/').length)[0];
}

function huggingFace(card: LoraCard, spelling: LoraSpelling): string | undefined {
	const { name: repo, files } = card;
	const named = fileOf(card);
	const file = named ?? files[0];
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

/**
 * A LoRA in the form that a model takes (models.md 2.3); undefined where there is none, or where the list
 * does not tell the file that this form needs.
 */
export function spelled(card: LoraCard, spelling: LoraSpelling): string | undefined {
	if (card.source === 'Hugging Face') return huggingFace(card, spelling);
	const { versionId } = card;
	if (versionId === undefined) return undefined;
	// The number is the version's, although the text says models (models.md 2.3, rule 2).
	if (spelling === 'cog') return `https://civitai.com/models/${versionId}`;
	if (spelling !== 'lucataco') return undefined;
	return `https://civitai.com/api/download/models/${versionId}?type=Model&format=SafeTensor`;
}

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
